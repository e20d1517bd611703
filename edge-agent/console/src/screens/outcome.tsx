import { useEffect, useRef } from 'react';
import type { Outcome } from '../api/wire.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { Pieces } from '../parts/pieces.tsx';
import { useSay } from '../parts/speech.tsx';
import type { Desk } from '../state/desk.tsx';
import type { JobName } from '../state/jobs.ts';
import type { ConsoleState } from '../state/shop-console.ts';
import { type Verdict, verdictOf } from '../state/verdict.ts';
import { outcomeWords } from '../words/outcome-words.ts';

const LOOKS: Readonly<Record<Verdict, { readonly ground: string; readonly icon: IconName }>> = {
  done: { ground: 'paid', icon: 'tick' },
  owed: { ground: 'owed', icon: 'partial' },
  kept: { ground: 'owed', icon: 'lock' },
  notpaid: { ground: 'notpaid', icon: 'refused' },
  unknown: { ground: 'unknown', icon: 'unknown' },
};
const LONG = 20;

export interface OutcomeProps {
  readonly ended: NonNullable<ConsoleState['ended']>;
  readonly desk: Desk;
  readonly onJob: (job: JobName) => void;
}

/** How it ended, in words that a metre away can be read; it stays until somebody has taken note of it. */
export function OutcomeScreen({ ended, desk, onJob }: OutcomeProps) {
  const say = useSay();
  const { intent, performed, at } = ended;
  const verdict = verdictOf(performed);
  const { ground, icon } = LOOKS[verdict];
  const words = outcomeWords(say, intent, performed);
  const outcome = performed.end === 'outcome' ? performed.outcome : undefined;
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const leave = (job?: JobName) => {
    desk.shop.takeNote();
    if (job !== undefined) onJob(job);
  };
  return (
    <main className={`outcome ${ground}`}>
      <div className="say" role="alert">
        <Icon name={icon} className="ic sign" />
        <div>
          <h1 className={words.title.length > LONG ? 'is-long' : ''}>{words.title}</h1>
          {verdict === 'unknown' && <p className="call">{say.t('outcome.callManager')}</p>}
          <p>{words.what}</p>
        </div>
      </div>
      <div className="facts">
        {outcome !== undefined && <Moved outcome={outcome} />}
        <dl className="dl">
          <dt>{say.t(`kind.${intent.kind}`)}</dt>
          <dd>
            {outcome === undefined
              ? say.money(intent.amountMinor, intent.currency)
              : say.money(outcome.amountMinor, outcome.currency)}
          </dd>
          {outcome !== undefined && outcome.inMinor > 0 && (
            <Row label={say.t('outcome.in')} value={say.money(outcome.inMinor, outcome.currency)} />
          )}
          {outcome !== undefined && outcome.outMinor > 0 && (
            <Row label={say.t('outcome.out')} value={say.money(outcome.outMinor, outcome.currency)} />
          )}
          {outcome !== undefined && outcome.owedMinor > 0 && (
            <Row label={say.t('outcome.owedLabel')} value={say.money(outcome.owedMinor, outcome.currency)} strong />
          )}
          {words.machineSaid !== undefined && <Row label={say.t('outcome.machineSaid')} value={words.machineSaid} />}
          <Row label={say.t('outcome.time')} value={say.clock(at, desk.snapshot.shop.timeZone, true)} />
        </dl>
      </div>
      <div className="do">
        {verdict === 'unknown' || verdict === 'kept' ? (
          <button ref={first} type="button" className="big go" onClick={() => leave('cases')}>
            <Icon name="lock" />
            {say.t('outcome.count')}
          </button>
        ) : (
          <button ref={first} type="button" className="big go" onClick={() => leave()}>
            <Icon name="next" />
            {say.t(verdict === 'done' ? 'outcome.next' : verdict === 'owed' ? 'outcome.leaveOwed' : 'outcome.back')}
          </button>
        )}
        {verdict === 'owed' && (
          <button type="button" className="big" onClick={() => leave('cases')}>
            {say.t('outcome.settle')}
          </button>
        )}
        {verdict === 'kept' && (
          <button type="button" className="big" onClick={() => leave()}>
            {say.t('outcome.later')}
          </button>
        )}
      </div>
    </main>
  );
}

function Row({
  label,
  value,
  strong = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly strong?: boolean;
}) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{strong ? <b>{value}</b> : value}</dd>
    </>
  );
}

/** What went out, or in where nothing went out, piece by piece. */
function Moved({ outcome }: { readonly outcome: Outcome }) {
  const say = useSay();
  const out = outcome.lines.filter(({ direction }) => direction === 'out');
  const lines = out.length > 0 ? out : outcome.lines;
  if (lines.length === 0) return null;
  return (
    <div>
      <p className="lead">{say.t(out.length > 0 ? 'outcome.outOf' : 'outcome.inTo')}</p>
      <Pieces lines={lines} currency={outcome.currency} className="came" />
    </div>
  );
}
