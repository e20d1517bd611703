import type { Reversal } from '@tillbridge/shared/reads-reversals';
import { countLabel } from '../format/money.ts';
import type { Say } from '../words/say.ts';

interface ReversalProps {
  readonly reversal: Reversal;
  readonly asOf: string;
  readonly say: Say;
}

/** What the entry says in one sentence: that it waits, or its number and day, and what it takes back. */
export function reversalWords({ number, businessDate, reverses }: Reversal, say: Say): string {
  const of = numberWords(reverses);
  if (number === null || businessDate === null)
    return reverses === null ? say.t('reversals.waits') : say.t('reversals.restoringWaits', { of });
  const booked = { number: countLabel(number), day: say.day(businessDate, 'medium') };
  return reverses === null ? say.t('reversals.booked', booked) : say.t('reversals.restores', { ...booked, of });
}

const numberWords = (entry: Reversal['reverses']) => (entry?.number == null ? '' : countLabel(entry.number));

/** What it books, who asked and why, and who answered. */
export function ReversalStory({ reversal, asOf, say }: ReversalProps) {
  const { inMinor, outMinor, currency, askedBy, askedAt, endedBy, endedAt, reason, state, restoredBy } = reversal;
  return (
    <>
      <span className="meta">
        {say.t('reversals.books', { in: say.money(inMinor, currency), out: say.money(outMinor, currency) })}
      </span>
      <span className="meta">
        {say.t('reversals.askedBy', { name: askedBy.name, age: say.age(askedAt, asOf), reason })}
      </span>
      {endedBy !== null && endedAt !== null && (
        <span className="meta">
          {say.t(state === 'booked' ? 'reversals.approvedBy' : 'reversals.withdrawnBy', {
            name: endedBy.name,
            age: say.age(endedAt, asOf),
          })}
        </span>
      )}
      {restoredBy !== null && (
        <span className="meta">{say.t('reversals.restoredBy', { number: numberWords(restoredBy) })}</span>
      )}
    </>
  );
}
