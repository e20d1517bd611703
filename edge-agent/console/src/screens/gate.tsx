import { useEffect, useState } from 'react';
import type { AgentApi } from '../api/agent-api.ts';
import type { Who } from '../api/wire.ts';
import { Icon } from '../parts/icon.tsx';
import { PinPad } from '../parts/pin-pad.tsx';
import { type Settings, SettingsButtons } from '../parts/settings-buttons.tsx';
import { useSay } from '../parts/speech.tsx';
import type { ConsoleState, ShopConsole } from '../state/shop-console.ts';
import { Clock } from './strip.tsx';

const ASK_AGAIN_MS = 1_500;

/** Everybody who can sign in; asked again until the agent answers, and also while nobody is there. */
export function usePeople(api: AgentApi): readonly Who[] | 'waiting' | 'no-answer' {
  const [people, setPeople] = useState<readonly Who[] | 'waiting' | 'no-answer'>('waiting');
  useEffect(() => {
    const over = new AbortController();
    const ask = async () => {
      while (!over.signal.aborted) {
        try {
          const found = await api.people(over.signal);
          setPeople(found.toSorted((a, b) => a.name.localeCompare(b.name, 'th')));
          if (found.length > 0) return;
        } catch {
          if (!over.signal.aborted) setPeople('no-answer');
        }
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
      }
    };
    void ask();
    return () => over.abort();
  }, [api]);
  return people;
}

export interface GateProps {
  readonly shop: ShopConsole;
  readonly api: AgentApi;
  readonly state: ConsoleState;
  readonly settings: Settings;
}

export function Gate({ shop, api, state, settings }: GateProps) {
  const say = useSay();
  const people = usePeople(api);
  return (
    <div className="gate">
      <header className="strip">
        <span className="brand">
          <Brand />
          Tillbridge
        </span>
        <span className="tail">
          <Clock zone={state.shop?.shop.timeZone} />
          <SettingsButtons settings={settings} />
        </span>
      </header>
      <Why state={state} unheard={people === 'no-answer'} />
      {people === 'waiting' || people === 'no-answer' || people.length === 0 ? (
        <main className="two">
          <section className="who">
            <h1>{say.t('gate.title')}</h1>
            <p className="soft">
              {people === 'waiting'
                ? say.t('gate.waiting')
                : people === 'no-answer'
                  ? say.t('gate.noAgent')
                  : say.t('gate.nobody')}
            </p>
          </section>
        </main>
      ) : (
        <main className="two">
          <PinPad people={people} title={say.t('gate.title')} action={say.t('gate.signIn')} onPin={shop.signIn} />
        </main>
      )}
    </div>
  );
}

/** Why the gate is shut: an operation that has no answer yet comes before everything else. */
function Why({ state, unheard }: { readonly state: ConsoleState; readonly unheard: boolean }) {
  const say = useSay();
  const words = () => {
    if (state.open !== undefined) {
      const { intent } = state.open;
      const kind = say.t(`kind.${intent.kind}`);
      if (intent.amountMinor === 0) return say.t('gate.openIntentPlain', { kind });
      return say.t('gate.openIntent', { kind, amount: say.money(intent.amountMinor, intent.currency) });
    }
    if (unheard) return say.t('gate.noAnswer');
    return state.endedBy === undefined ? '' : say.t(`gate.ended.${state.endedBy}`);
  };
  const text = words();
  if (text === '') return <div />;
  return (
    <div className="banner" role="alert">
      <Icon name={state.open === undefined ? 'clock' : 'warning'} />
      <p>{text}</p>
    </div>
  );
}

function Brand() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true">
      <path
        d="M3 17V9M17 17V9M1.5 9h17M3 13a7 5 0 0 1 14 0M10 3v3M7 6h6"
        fill="none"
        stroke="var(--accent)"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  );
}
