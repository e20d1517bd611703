import type { Me } from '@tillbridge/shared/reads';
import { CASE_FILTERS, type CaseFilter, type CaseMatter, type CasePage } from '@tillbridge/shared/reads-cases';
import Link from 'next/link';
import { CasePlaces } from '../parts/case-places.tsx';
import { CaseRows } from '../parts/case-rows.tsx';
import { ListPages } from '../parts/list-pages.tsx';
import { pathWith } from '../reads/query.ts';
import { ListFilter } from '../shell/list-filter.tsx';
import type { Say } from '../words/say.ts';

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
  const at = (wanted: CaseFilter) => pathWith('/cases', { state: wanted === 'open' ? undefined : wanted, about, shop });
  const counts = { open: page.open, snoozed: page.snoozed, closed: undefined } as const;
  return (
    <>
      <CasePlaces here="cash" permissions={me.permissions} say={say} />
      <header className="head">
        <div>
          <h1>{t('nav.cases')}</h1>
          <p className="sub">{t('cases.lead')}</p>
        </div>
        <div className="tools">
          <nav className="seg" aria-label={t('cases.state')}>
            {CASE_FILTERS.map((each) => (
              <Link key={each} href={at(each)} aria-current={each === state ? 'page' : undefined}>
                {t(`cases.filters.${each}`)}
                {counts[each] !== undefined && <span className="meta ml-1">{counts[each]}</span>}
              </Link>
            ))}
          </nav>
          <ListFilter
            path="/cases"
            kept={state === 'open' ? {} : { state }}
            fields={[
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
              {
                kind: 'choice',
                name: 'shop',
                word: t('shops.shop'),
                value: shop ?? '',
                options: [
                  { value: '', word: t('cases.all') },
                  ...me.shops.map((one) => ({ value: one.id, word: say.name(one.name) })),
                ],
              },
            ]}
          />
        </div>
      </header>
      <section className="mt-6" aria-label={t('nav.cases')}>
        {page.rows.length === 0 ? (
          <div className="empty">
            <h2>{t(`cases.none.${state}`)}</h2>
            <p className="soft">{t(`cases.noneNext.${state}`)}</p>
          </div>
        ) : (
          <CaseRows rows={page.rows} now={page.asOf} caption={t('nav.cases')} say={say} />
        )}
        <ListPages first={at(state)} cursor={cursor} next={page.next} say={say} />
      </section>
    </>
  );
}
