import type { Reversal, ReversalState } from '@tillbridge/shared/reads-reversals';
import Link from 'next/link';
import type { Say } from '../words/say.ts';
import type { IconName } from './icon.tsx';
import { ReversalStory, reversalWords } from './reversal-words.tsx';
import { State, type Tone } from './state.tsx';

const LOOKS: Readonly<Record<ReversalState, { readonly icon: IconName; readonly tone: Tone }>> = {
  asked: { icon: 'clock', tone: 'warn' },
  booked: { icon: 'tick', tone: 'plain' },
  withdrawn: { icon: 'refused', tone: 'off' },
};

export interface ReversalRowsProps {
  readonly rows: readonly Reversal[];
  readonly asOf: string;
  readonly say: Say;
}

/** Reversals under each other: the movement, how far the entry has come, and who stands for it. */
export function ReversalRows({ rows, asOf, say }: ReversalRowsProps) {
  const { t } = say;
  return (
    <ul className="folk keys">
      {rows.map((reversal) => (
        <li key={reversal.id}>
          <div className="lead">
            <Link className="strong go" href={`/transactions/${reversal.transaction}`} prefetch={false}>
              {`${t(`kind.${reversal.kind}`)} ${say.money(Math.abs(reversal.outMinor - reversal.inMinor), reversal.currency)}`}
            </Link>
            <span className="meta">
              {[
                say.name(reversal.shop.name),
                say.dayAt(reversal.occurredAt, reversal.shop.timeZone, 'medium'),
                say.clock(reversal.occurredAt, reversal.shop.timeZone),
              ].join(' · ')}
            </span>
          </div>
          <div>
            <State tone={LOOKS[reversal.state].tone} icon={LOOKS[reversal.state].icon}>
              {t(`reversals.states.${reversal.state}`)}
            </State>
            {reversal.state === 'booked' && <span className="meta">{reversalWords(reversal, say)}</span>}
          </div>
          <div>
            <ReversalStory reversal={reversal} asOf={asOf} say={say} />
          </div>
        </li>
      ))}
    </ul>
  );
}
