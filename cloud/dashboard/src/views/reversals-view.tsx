import type { Me } from '@tillbridge/shared/reads';
import { REVERSAL_STATES, type ReversalList, type ReversalState } from '@tillbridge/shared/reads-reversals';
import Link from 'next/link';
import { Crumbs } from '../parts/crumbs.tsx';
import { ListPages } from '../parts/list-pages.tsx';
import { ReversalRows } from '../parts/reversal-rows.tsx';
import { pathWith } from '../reads/query.ts';
import { ListFilter } from '../shell/list-filter.tsx';
import type { Say } from '../words/say.ts';

export interface ReversalsViewProps {
  readonly page: ReversalList;
  readonly shops: Me['shops'];
  readonly state: ReversalState;
  readonly shop: string | undefined;
  readonly cursor: string | undefined;
  readonly say: Say;
}

const PATH = '/transactions/reversals';

/** What was taken back in the books; state, shop and place in the list live in the address. */
export function ReversalsView({ page, shops, state, shop, cursor, say }: ReversalsViewProps) {
  const { t } = say;
  const at = (wanted: ReversalState) => pathWith(PATH, { state: wanted === 'asked' ? undefined : wanted, shop });
  return (
    <>
      <Crumbs steps={[{ word: t('nav.transactions'), href: '/transactions' }]} here={t('reversals.title')} say={say} />
      <header className="head">
        <div>
          <h1>{t('reversals.title')}</h1>
          <p className="sub">{t('reversals.lead')}</p>
        </div>
        <div className="tools">
          <nav className="seg" aria-label={t('reversals.which')}>
            {REVERSAL_STATES.map((each) => (
              <Link key={each} href={at(each)} aria-current={each === state ? 'page' : undefined}>
                {t(`reversals.states.${each}`)}
              </Link>
            ))}
          </nav>
          <ListFilter
            path={PATH}
            kept={state === 'asked' ? {} : { state }}
            fields={[
              {
                kind: 'choice',
                name: 'shop',
                word: t('shops.shop'),
                value: shop ?? '',
                options: [
                  { value: '', word: t('reversals.all') },
                  ...shops.map((one) => ({ value: one.id, word: say.name(one.name) })),
                ],
              },
            ]}
          />
        </div>
      </header>
      <section className="mt-6" aria-label={t('reversals.title')}>
        {page.rows.length === 0 ? (
          <div className="empty">
            <h2>{t(`reversals.none.${state}`)}</h2>
            <p className="soft">{t('reversals.noneNext')}</p>
          </div>
        ) : (
          <ReversalRows rows={page.rows} asOf={page.asOf} say={say} />
        )}
        <ListPages first={at(state)} cursor={cursor} next={page.next} say={say} />
      </section>
    </>
  );
}
