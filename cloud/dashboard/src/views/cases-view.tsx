import type { Me } from '@tillbridge/shared/reads';
import { CASE_FILTERS, type CaseFilter, type CaseMatter, type CasePage } from '@tillbridge/shared/reads-cases';
import { CasePlaces } from '../parts/case-places.tsx';
import { CaseRows } from '../parts/case-rows.tsx';
import { shopChoice } from '../shell/shop-choice.ts';
import type { Say } from '../words/say.ts';
import { StateList } from './state-list.tsx';

export interface CasesViewProps {
  readonly page: CasePage;
  readonly me: Me;
  readonly state: CaseFilter;
  readonly about: CaseMatter | undefined;
  readonly shop: string | undefined;
  readonly cursor: string | undefined;
  readonly say: Say;
}

/** What waits for a person, put off and closed; state, matter, shop and place in the list live in the address. */
export function CasesView({ page, me, state, about, shop, cursor, say }: CasesViewProps) {
  const { t } = say;
  return (
    <>
      <CasePlaces here="cash" permissions={me.permissions} say={say} />
      <StateList
        path="/cases"
        title={t('nav.cases')}
        lead={t('cases.lead')}
        states={CASE_FILTERS}
        state={state}
        label={t('cases.state')}
        wordOf={(each) => t(`cases.filters.${each}`)}
        counts={{ open: page.open, snoozed: page.snoozed }}
        filters={[
          {
            kind: 'choice',
            name: 'about',
            word: t('cases.about'),
            value: about ?? '',
            options: [
              { value: '', word: t('cases.all') },
              { value: 'operation', word: t('cases.matters.operation') },
              { value: 'discrepancy', word: t('cases.matters.discrepancy') },
            ],
          },
          shopChoice(me.shops, shop, say),
        ]}
        cursor={cursor}
        next={page.next}
        none={
          page.rows.length === 0 ? { title: t(`cases.none.${state}`), next: t(`cases.noneNext.${state}`) } : undefined
        }
        say={say}
      >
        <CaseRows rows={page.rows} now={page.asOf} caption={t('nav.cases')} say={say} />
      </StateList>
    </>
  );
}
