import type { Me } from '@tillbridge/shared/reads';
import { REVERSAL_STATES, type ReversalList, type ReversalState } from '@tillbridge/shared/reads-reversals';
import { Crumbs } from '../parts/crumbs.tsx';
import { ReversalRows } from '../parts/reversal-rows.tsx';
import { shopChoice } from '../shell/shop-choice.ts';
import type { Say } from '../words/say.ts';
import { StateList } from './state-list.tsx';

export interface ReversalsViewProps {
  readonly page: ReversalList;
  readonly shops: Me['shops'];
  readonly state: ReversalState;
  readonly shop: string | undefined;
  readonly cursor: string | undefined;
  readonly say: Say;
}

/** What was taken back in the books; state, shop and place in the list live in the address. */
export function ReversalsView({ page, shops, state, shop, cursor, say }: ReversalsViewProps) {
  const { t } = say;
  return (
    <>
      <Crumbs steps={[{ word: t('nav.transactions'), href: '/transactions' }]} here={t('reversals.title')} say={say} />
      <StateList
        path="/transactions/reversals"
        title={t('reversals.title')}
        lead={t('reversals.lead')}
        states={REVERSAL_STATES}
        state={state}
        label={t('reversals.which')}
        wordOf={(each) => t(`reversals.states.${each}`)}
        filters={[shopChoice(shops, shop, say)]}
        cursor={cursor}
        next={page.next}
        none={
          page.rows.length === 0 ? { title: t(`reversals.none.${state}`), next: t('reversals.noneNext') } : undefined
        }
        say={say}
      >
        <ReversalRows rows={page.rows} asOf={page.asOf} say={say} />
      </StateList>
    </>
  );
}
