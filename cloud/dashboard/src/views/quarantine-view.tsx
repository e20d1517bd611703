import type { Me } from '@tillbridge/shared/reads';
import { QUARANTINE_STATES, type QuarantineList, type QuarantineState } from '@tillbridge/shared/reads-custody';
import Link from 'next/link';
import { ListPages } from '../parts/list-pages.tsx';
import { QuarantineRows } from '../parts/quarantine-rows.tsx';
import { pathWith } from '../reads/query.ts';
import { ExportButton } from '../shell/export-button.tsx';
import { ListFilter } from '../shell/list-filter.tsx';
import type { Say } from '../words/say.ts';

export interface QuarantineViewProps {
  readonly page: QuarantineList;
  readonly shops: Me['shops'];
  readonly state: QuarantineState;
  readonly shop: string | undefined;
  readonly cursor: string | undefined;
  readonly mayExport: boolean;
  readonly say: Say;
}

/** The worklist of what could not be applied; state, shop and place in the list live in the address. */
export function QuarantineView({ page, shops, state, shop, cursor, mayExport, say }: QuarantineViewProps) {
  const { t } = say;
  const at = (wanted: QuarantineState) =>
    pathWith('/quarantine', { state: wanted === 'pending' ? undefined : wanted, shop });
  return (
    <>
      <header className="head">
        <div>
          <h1>{t('quarantine.title')}</h1>
          <p className="sub">{t('quarantine.lead')}</p>
        </div>
        <div className="tools">
          <Link className="btn" href="/quarantine/mappings">
            {t('mappings.see')}
          </Link>
          {mayExport && <ExportButton list="quarantine" filters={{ state, ...(shop === undefined ? {} : { shop }) }} />}
          <nav className="seg" aria-label={t('quarantine.state')}>
            {QUARANTINE_STATES.map((each) => (
              <Link key={each} href={at(each)} aria-current={each === state ? 'page' : undefined}>
                {t(`quarantine.states.${each}`)}
                {each === 'pending' && <span className="meta ml-1">{page.pending}</span>}
              </Link>
            ))}
          </nav>
          <ListFilter
            path="/quarantine"
            kept={state === 'pending' ? {} : { state }}
            fields={[
              {
                kind: 'choice',
                name: 'shop',
                word: t('shops.shop'),
                value: shop ?? '',
                options: [
                  { value: '', word: t('cases.all') },
                  ...shops.map((one) => ({ value: one.id, word: say.name(one.name) })),
                ],
              },
            ]}
          />
        </div>
      </header>
      <section className="mt-6" aria-label={t('quarantine.title')}>
        {page.rows.length === 0 ? (
          <div className="empty">
            <h2>{t(`quarantine.none.${state}`)}</h2>
            <p className="soft">{t(`quarantine.noneNext.${state}`)}</p>
          </div>
        ) : (
          <QuarantineRows rows={page.rows} now={page.asOf} say={say} />
        )}
        <ListPages first={at(state)} cursor={cursor} next={page.next} say={say} />
      </section>
    </>
  );
}
