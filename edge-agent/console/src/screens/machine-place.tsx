import type { MachinePart } from '../api/wire.ts';
import { Icon } from '../parts/icon.tsx';
import { Machine } from '../parts/machine.tsx';
import { useSay } from '../parts/speech.tsx';
import { useDesk } from '../state/desk.tsx';

/** Faults that stay until somebody has cleared the machine and resets it. */
const RESET_HELPS: readonly string[] = ['machine.jam', 'machine.stopped'];

export interface MachinePlaceProps {
  readonly title: string;
  readonly leaving?: ReadonlyMap<string, number> | undefined;
  /** One line under the machine while all is well. */
  readonly foot?: React.ReactNode;
}

/** The middle of every job: the machine itself, and what keeps it from working. */
export function MachinePlace({ title, leaving, foot }: MachinePlaceProps) {
  const { machine, state, snapshot } = useDesk();
  const stale = state.link.state !== 'live' || machine.state === 'offline';
  return (
    <section className="mid" aria-label={machine.name}>
      <div className="top">
        <h1>{title}</h1>
        <span className="soft">{machine.name}</span>
      </div>
      <Machine
        machine={machine}
        stale={stale}
        timeZone={snapshot.shop.timeZone}
        {...(leaving === undefined ? {} : { leaving })}
      />
      <div className="foot">
        <Obstacle />
        {machine.ready && foot}
      </div>
    </section>
  );
}

const faultOf = ({ state, faults }: MachinePart, stuck: MachinePart['faults'][number] | undefined) =>
  state === 'offline' ? 'machine.offline' : (stuck ?? faults[0])?.code;

/** Why the machine would not begin anything now, and what to do about it. */
function Obstacle() {
  const say = useSay();
  const { machine, snapshot, may, canBegin, askReset } = useDesk();
  if (machine.running !== undefined || (machine.ready && machine.faults.length === 0)) return null;
  const stuck = machine.faults.find(({ code }) => RESET_HELPS.includes(code));
  const fault = machine.retired === true ? 'counter.machine-retired' : faultOf(machine, stuck);
  const since = say.clock(machine.since, snapshot.shop.timeZone);
  if (fault === undefined) return <p className="can soft">{say.t('machine.comparing')}</p>;
  const { meaning, remedy } = say.fault(fault);
  return (
    <div className="notice warn" role="alert">
      <Icon name="warning" />
      <p>
        <b>{say.t('machine.obstacle', { meaning, since })}</b> {remedy}
      </p>
      {RESET_HELPS.includes(fault) && (
        <button type="button" className="do-it" disabled={!may('machine.service') || !canBegin} onClick={askReset}>
          {say.t('reset.ask')}
        </button>
      )}
    </div>
  );
}
