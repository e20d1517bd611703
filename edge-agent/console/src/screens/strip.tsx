import { useEffect, useState } from 'react';
import type { DeliveryPart, MachinePart, Snapshot } from '../api/wire.ts';
import { Icon } from '../parts/icon.tsx';
import { type Settings, SettingsButtons } from '../parts/settings-buttons.tsx';
import { useSay } from '../parts/speech.tsx';
import type { ConsoleState } from '../state/shop-console.ts';
import type { Say } from '../words/say.ts';

const CLOCK_EVERY_MS = 5_000;

export interface StripProps {
  readonly state: ConsoleState;
  readonly shop: Snapshot | undefined;
  readonly machine: MachinePart | undefined;
  readonly settings: Settings;
  /** How many cases wait for a person. */
  readonly cases: number;
  readonly onCases: () => void;
  readonly onLock: () => void;
}

/** Never moves and never hides: person, shift, cloud, machine, clock. */
export function Strip({ state, shop, machine, settings, cases, onCases, onLock }: StripProps) {
  const say = useSay();
  const live = state.link.state === 'live';
  return (
    <header className="strip">
      <button type="button" onClick={onLock} aria-label={`${state.session?.person.name ?? ''}, ${say.t('strip.lock')}`}>
        <b className="strong">{state.session?.person.name}</b>
        <Icon name="lock" />
      </button>
      <span>
        <Icon name="shift" />
        <ShiftState shop={shop} />
      </span>
      <CloudState delivery={shop?.delivery} zone={shop?.shop.timeZone} live={live} />
      <MachineState machine={machine} live={live} />
      {cases > 0 && (
        <button type="button" className="alarm" onClick={onCases}>
          <Icon name="unknown" />
          {say.t('strip.cases', { n: cases })}
        </button>
      )}
      <span className="tail">
        <Clock zone={shop?.shop.timeZone} />
        <SettingsButtons settings={settings} />
      </span>
    </header>
  );
}

function ShiftState({ shop }: { readonly shop: Snapshot | undefined }) {
  const say = useSay();
  if (shop === undefined) return <span className="faint">{say.t('strip.shiftWaiting')}</span>;
  const { shift } = shop;
  if (shift === undefined || shift === null) return <span>{say.t('strip.noShift')}</span>;
  return (
    <span className="lines">
      <span>{say.t('strip.shift')}</span>
      <small>{say.t('strip.since', { time: say.clock(shift.openedAt, shop.shop.timeZone) })}</small>
    </span>
  );
}

export function Clock({ zone }: { readonly zone: string | undefined }) {
  const say = useSay();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), CLOCK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return <time>{say.clock(now.toISOString(), zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone)}</time>;
}

function CloudState({
  delivery,
  zone,
  live,
}: {
  readonly delivery: DeliveryPart | undefined;
  readonly zone: string | undefined;
  readonly live: boolean;
}) {
  const say = useSay();
  if (delivery === undefined || zone === undefined)
    return <span className="cloud faint">{say.t('strip.cloudWaiting')}</span>;
  const { tone, words, more } = cloudWords(delivery, zone, say);
  return (
    <span className={`cloud ${live ? tone : 'faint'}`} role="status">
      <Icon name={tone === '' ? 'cloud' : 'offline'} />
      <span className="lines">
        <span>{words}</span>
        {more !== undefined && <small>{more}</small>}
      </span>
    </span>
  );
}

export interface StripWords {
  readonly tone: '' | 'alert' | 'alarm';
  readonly words: string;
  /** The smaller line below. */
  readonly more?: string;
}

/** Connected; or since when not, how many facts are safe here, and since when the oldest of them waits. */
export function cloudWords(delivery: DeliveryPart, zone: string, say: Say): StripWords {
  const { link, since, pending, oldestPendingAt } = delivery;
  if (link === 'connected') return { tone: '', words: say.t('strip.cloud') };
  if (link === 'starting') return { tone: '', words: say.t('strip.cloudWaiting') };
  const waits = pending > 0 && typeof oldestPendingAt === 'string';
  const more = waits
    ? say.t('strip.safeSince', { n: pending, waiting: say.clock(oldestPendingAt, zone) })
    : say.t('strip.safe', { n: pending });
  const words = link === 'refused' ? say.t('strip.refused') : say.t('strip.offline', { time: say.clock(since, zone) });
  return { tone: 'alert', words, more };
}

function MachineState({ machine, live }: { readonly machine: MachinePart | undefined; readonly live: boolean }) {
  const say = useSay();
  if (machine === undefined) return <span className="device faint">{say.t('strip.machineWaiting')}</span>;
  const { tone, icon, words } = machineWords(machine, say);
  return (
    <span className={`device ${live ? tone : 'faint'}`} role="status">
      <Icon name={icon} />
      <span className="wraps">{words}</span>
    </span>
  );
}

export function machineWords(machine: MachinePart, say: Say) {
  if (machine.retired === true)
    return { tone: 'alert', icon: 'machine', words: say.fault('counter.machine-retired').meaning } as const;
  if (machine.state === 'offline')
    return { tone: 'alarm', icon: 'silent', words: say.fault('machine.offline').meaning } as const;
  const fault = machine.faults[0];
  if (fault !== undefined) return { tone: 'alert', icon: 'warning', words: say.fault(fault.code).meaning } as const;
  if (machine.running !== undefined) return { tone: '', icon: 'machine', words: say.t('strip.machineBusy') } as const;
  if (machine.ready) return { tone: '', icon: 'machine', words: say.t('strip.machineReady') } as const;
  return { tone: 'alert', icon: 'machine', words: say.t('strip.machineComparing') } as const;
}
