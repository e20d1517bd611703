import type { Me, TransactionDetail } from '@tillbridge/shared/reads';
import { ReversalActs } from '../shell/reversal-acts.tsx';
import type { Say } from '../words/say.ts';
import { ReversalStory, reversalWords } from './reversal-words.tsx';

export interface TakingBackProps {
  readonly detail: TransactionDetail;
  readonly me: Me;
  readonly say: Say;
}

/** The entry that takes this movement back, or how to ask for one; nothing where nothing moved. */
export function TakingBack({ detail, me, say }: TakingBackProps) {
  const { row, reversal, asOf } = detail;
  const may = me.permissions.includes('transaction.reverse');
  if (reversal === null && (!may || row.inMinor + row.outMinor === 0)) return null;
  return (
    <section className="sec grid gap-3" aria-labelledby="reversal">
      <h2 id="reversal">{reversal === null ? say.t('reversals.heading') : reversalWords(reversal, say)}</h2>
      {reversal === null ? (
        <p className="meta">{say.t('reversals.explain')}</p>
      ) : (
        <p className="grid">
          <ReversalStory reversal={reversal} asOf={asOf} say={say} />
        </p>
      )}
      {may && <ReversalActs transaction={row.id} reversal={reversal} person={me.person.id} />}
    </section>
  );
}
