import type { Me, TransactionDetail } from '@tillbridge/shared/reads';
import type { Reversal } from '@tillbridge/shared/reads-reversals';
import { ReversalActs } from '../shell/reversal-acts.tsx';
import type { Say } from '../words/say.ts';
import { ReversalStory, reversalWords } from './reversal-words.tsx';

export interface TakingBackProps {
  readonly detail: TransactionDetail;
  readonly me: Me;
  readonly say: Say;
}

/** The entry that takes this movement back, how it is taken back itself, and what came before; nothing where nothing moved. */
export function TakingBack({ detail, me, say }: TakingBackProps) {
  const { row, reversal, reversals, asOf } = detail;
  const may = me.permissions.includes('transaction.reverse');
  if (reversals.length === 0 && (!may || row.inMinor + row.outMinor === 0)) return null;
  const restoring = reversals.find((entry) => entry.state === 'asked' && entry.reverses !== null) ?? null;
  const current = restoring ?? reversal;
  const before = reversals.filter((entry) => entry !== current);
  return (
    <section className="sec grid gap-3" aria-labelledby="reversal">
      <h2 id="reversal">{current === null ? say.t('reversals.heading') : reversalWords(current, say)}</h2>
      {current === null ? (
        <p className="meta">{say.t('reversals.explain')}</p>
      ) : (
        <p className="grid">
          <ReversalStory reversal={current} asOf={asOf} say={say} />
        </p>
      )}
      {may && <ReversalActs transaction={row.id} reversal={reversal} restoring={restoring} person={me.person.id} />}
      {before.length > 0 && <Before entries={before} asOf={asOf} say={say} />}
    </section>
  );
}

/** Earlier entries of the movement, newest first. */
function Before({
  entries,
  asOf,
  say,
}: {
  readonly entries: readonly Reversal[];
  readonly asOf: string;
  readonly say: Say;
}) {
  return (
    <div className="grid gap-2">
      <h3>{say.t('reversals.before')}</h3>
      <ol className="grid gap-2">
        {entries.map((entry) => (
          <li key={entry.id} className="grid">
            <span>{reversalWords(entry, say)}</span>
            <ReversalStory reversal={entry} asOf={asOf} say={say} />
          </li>
        ))}
      </ol>
    </div>
  );
}
