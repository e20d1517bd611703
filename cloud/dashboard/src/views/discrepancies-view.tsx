import type { Me } from '@tillbridge/shared/reads';
import { CASE_FILTERS, type CaseFilter, type CasePage } from '@tillbridge/shared/reads-cases';
import { CaseRows } from '../parts/case-rows.tsx';
import { CashHead } from '../parts/cash-head.tsx';
import { ListPages } from '../parts/list-pages.tsx';
import { pathWith } from '../reads/query.ts';
import { ListFilter } from '../shell/list-filter.tsx';
import { shopChoice } from '../shell/shop-choice.ts';
import type { Say } from '../words/say.ts';

export interface DiscrepanciesViewProps {
  readonly page: CasePage;
  readonly me: Me;
  readonly shop: string | undefined;
  readonly state: CaseFilter | undefined;
  readonly cursor: string | undefined;
  readonly timeZone: string;
  readonly say: Say;
}

/** Breaks of conservation: cash that moved in a machine and that nothing recorded explains, open and settled. */
export function DiscrepanciesView({ page, me, shop, state, cursor, timeZone, say }: DiscrepanciesViewProps) {
  const { t } = say;
  return (
    <>
      <CashHead
        here="discrepancies"
        permissions={me.permissions}
        age={t('asOf', { time: say.clock(page.asOf, timeZone, 'seconds') })}
        tools={
          <ListFilter
            path="/cash/discrepancies"
            fields={[
              {
                kind: 'choice',
                name: 'state',
                word: t('cases.state'),
                value: state ?? '',
                options: [
                  { value: '', word: t('cases.all') },
                  ...CASE_FILTERS.map((each) => ({ value: each, word: t(`cases.filters.${each}`) })),
                ],
              },
              shopChoice(me.shops, shop, say),
            ]}
          />
        }
        say={say}
      />
      <section className="mt-6" aria-label={t('cash.places.discrepancies')}>
        {page.rows.length === 0 ? (
          <div className="empty">
            <h2>{t('cash.noDiscrepancies')}</h2>
            <p className="soft">{t('cash.noDiscrepanciesNext')}</p>
          </div>
        ) : (
          <CaseRows rows={page.rows} now={page.asOf} caption={t('cash.places.discrepancies')} say={say} />
        )}
        <ListPages
          first={pathWith('/cash/discrepancies', { shop, state })}
          cursor={cursor}
          next={page.next}
          say={say}
        />
      </section>
    </>
  );
}
