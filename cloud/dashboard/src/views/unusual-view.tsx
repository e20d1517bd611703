import type { Me } from '@tillbridge/shared/reads';
import {
  ANOMALY_FILTERS,
  ANOMALY_RULES,
  type AnomalyFilter,
  type AnomalyPage,
  type AnomalyRuleCode,
} from '@tillbridge/shared/reads-anomalies';
import Link from 'next/link';
import { CasePlaces } from '../parts/case-places.tsx';
import { ListPages } from '../parts/list-pages.tsx';
import { UnusualRows } from '../parts/unusual-rows.tsx';
import { pathWith } from '../reads/query.ts';
import { ListFilter } from '../shell/list-filter.tsx';
import type { Say } from '../words/say.ts';

export interface UnusualViewProps {
  readonly page: AnomalyPage;
  readonly me: Me;
  readonly state: AnomalyFilter;
  readonly rule: AnomalyRuleCode | undefined;
  readonly shop: string | undefined;
  readonly cursor: string | undefined;
  readonly say: Say;
}

const PATH = '/cases/unusual';

/** Figures that stand out, put off and closed; state, rule, shop and place in the list live in the address. */
export function UnusualView({ page, me, state, rule, shop, cursor, say }: UnusualViewProps) {
  const { t } = say;
  const at = (wanted: AnomalyFilter) => pathWith(PATH, { state: wanted === 'open' ? undefined : wanted, rule, shop });
  const counts = { open: page.open, snoozed: page.snoozed, closed: undefined } as const;
  const all = { value: '', word: t('cases.all') };
  return (
    <>
      <CasePlaces here="unusual" permissions={me.permissions} say={say} />
      <header className="head">
        <div>
          <h1>{t('unusual.one')}</h1>
          <p className="sub">{t('unusual.lead')}</p>
        </div>
        <div className="tools">
          <nav className="seg" aria-label={t('cases.state')}>
            {ANOMALY_FILTERS.map((each) => (
              <Link key={each} href={at(each)} aria-current={each === state ? 'page' : undefined}>
                {t(`unusual.filters.${each}`)}
                {counts[each] !== undefined && <span className="meta ml-1">{counts[each]}</span>}
              </Link>
            ))}
          </nav>
          <ListFilter
            path={PATH}
            kept={state === 'open' ? {} : { state }}
            fields={[
              {
                kind: 'choice',
                name: 'rule',
                word: t('unusual.rule'),
                value: rule ?? '',
                options: [all, ...ANOMALY_RULES.map((value) => ({ value, word: t(`unusual.title.${value}`) }))],
              },
              {
                kind: 'choice',
                name: 'shop',
                word: t('shops.shop'),
                value: shop ?? '',
                options: [all, ...me.shops.map((one) => ({ value: one.id, word: say.name(one.name) }))],
              },
            ]}
          />
        </div>
      </header>
      <section className="mt-6" aria-label={t('unusual.one')}>
        {page.rows.length === 0 ? (
          <div className="empty">
            <h2>{t(`unusual.none.${state}`)}</h2>
            <p className="soft">{t(`unusual.noneNext.${state}`)}</p>
          </div>
        ) : (
          <UnusualRows rows={page.rows} now={page.asOf} say={say} />
        )}
        <ListPages first={at(state)} cursor={cursor} next={page.next} say={say} />
      </section>
    </>
  );
}
