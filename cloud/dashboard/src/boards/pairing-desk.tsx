'use client';

import type { PairingCodeMade, PairingProgress } from '@tillbridge/shared/reads-agents';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { fetchJson } from '../live/fetch-json.ts';
import { Icon } from '../parts/icon.tsx';
import type { PairShopProps } from '../shell/pair-shop.tsx';
import type { Say, WordKey } from '../words/say.ts';
import { useSay } from '../words/use-say.ts';
import { ConfirmPc } from './confirm-pc.tsx';
import { PairingCode } from './pairing-code.tsx';

const ASK_EVERY_MS = 1_500;

/** One code and what has been heard of it; turns green by itself when the shop appears. */
export function PairingDesk({ shop, agentId, codeId }: PairShopProps) {
  const say = useSay();
  const { act, busy, refusal } = useAct();
  const [code, setCode] = useState<PairingCodeMade>();
  const { progress, ask } = useProgress(code?.id ?? codeId);
  const make = async () => {
    const body = { shopId: shop.id, ...(agentId === undefined ? {} : { agentId }) };
    const made = await act({ path: '/api/v1/pairing-codes', body });
    if (made === null) return;
    setCode(made);
    const here = new URL(location.href);
    here.searchParams.set('code', made.id);
    history.replaceState(history.state, '', here);
  };
  const state = progress?.state ?? (code === undefined ? undefined : 'open');
  const over =
    state === undefined || state === 'burnt' || state === 'expired' || (state === 'open' && code === undefined);
  return (
    <>
      {state === 'appeared' && progress?.agent != null ? (
        <Connected progress={progress} name={say.name(shop.name)} say={say} />
      ) : (
        <section className="pair" aria-live="polite">
          {over ? (
            <div>
              <p className="soft">{say.t(before(state))}</p>
              <div className="mt-3">
                <button type="button" className="btn first" disabled={busy} onClick={make}>
                  {say.t(state === undefined ? 'pairing.make' : 'pairing.another')}
                </button>
              </div>
              <RefusalNote refusal={refusal} />
            </div>
          ) : state === 'redeemed' && progress?.agent != null ? (
            <ConfirmPc agent={progress.agent} done={ask} />
          ) : state === 'confirmed' ? (
            <p className="strong">{say.t('pairing.confirmed')}</p>
          ) : (
            code !== undefined && <PairingCode code={code} asOf={progress?.asOf} say={say} />
          )}
        </section>
      )}
      <div className="two how">
        <section>
          <h2>{say.t('pairing.atShop')}</h2>
          <ol className="steps">
            <li>{say.t('pairing.step1')}</li>
            <li>
              <span>
                {say.t('pairing.step2')}
                {code !== undefined && <Command text={code.command} say={say} />}
              </span>
            </li>
            <li>{say.t('pairing.step3')}</li>
          </ol>
        </section>
        <section>
          <h2>{say.t('pairing.heard')}</h2>
          <Heard state={state} say={say} />
          <p className="meta mt-2">{say.t('pairing.nothing')}</p>
        </section>
      </div>
    </>
  );
}

/** Why no code is shown. */
function before(state: PairingProgress['state'] | undefined): WordKey {
  if (state === 'burnt' || state === 'expired') return `pairing.${state}`;
  return state === 'open' ? 'pairing.hidden' : 'pairing.before';
}

/** Asked again and again while the page is seen and the shop has not appeared. */
function useProgress(id: string | undefined) {
  const [progress, setProgress] = useState<PairingProgress>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (id === undefined) return undefined;
    void turn;
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const read = document.hidden
        ? undefined
        : await fetchJson({ path: '/api/v1/pairing-codes/{id}', params: { id } }).catch(() => undefined);
      if (over) return;
      if (read !== undefined) setProgress(read);
      if (read?.state !== 'appeared') timer = setTimeout(look, ASK_EVERY_MS);
    };
    void look();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [id, turn]);
  const known = id === undefined ? undefined : progress;
  return { progress: known, ask: () => setTurn((n) => n + 1) };
}

function Command({ text, say }: { readonly text: string; readonly say: Say }) {
  return (
    <span className="cmd mono">
      <span className="wrap-anywhere">{text}</span>
      <button
        type="button"
        className="btn quiet"
        aria-label={say.t('pairing.copy')}
        onClick={() => void navigator.clipboard.writeText(text)}
      >
        <Icon name="copy" />
      </button>
    </span>
  );
}

const STEPS = ['redeemed', 'confirmed', 'appeared'] as const;

function Heard({ state, say }: { readonly state: PairingProgress['state'] | undefined; readonly say: Say }) {
  const reached = STEPS.indexOf(state as (typeof STEPS)[number]);
  return (
    <ul className="wl">
      {STEPS.map((step, i) => (
        <li key={step} className={i === reached + 1 ? 'now' : i <= reached ? 'is-done' : ''}>
          {i <= reached ? <Icon name="tick" /> : <span className="ring" />}
          {say.t(`pairing.steps.${step}`)}
        </li>
      ))}
    </ul>
  );
}

function Connected({
  progress,
  name,
  say,
}: {
  readonly progress: PairingProgress;
  readonly name: string;
  readonly say: Say;
}) {
  const { agent } = progress;
  if (agent === null) return null;
  return (
    <section className="pair connected" role="status">
      <svg className="tick" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20zM7.5 12.5l3 3 6-6.5" />
      </svg>
      <div>
        <h2>{say.t('pairing.connected', { shop: name })}</h2>
        <p>
          {say.t('pairing.connectedBy', {
            host: agent.hostName ?? agent.name,
            time: say.clock(agent.pairedAt ?? progress.asOf, agent.shop.timeZone, 'seconds'),
          })}
        </p>
      </div>
      <Link className="btn" href={`/agents/${agent.id}`}>
        {say.t('pairing.open')}
        <Icon name="next" />
      </Link>
    </section>
  );
}
