import type { Me } from '@tillbridge/shared/reads';
import { MAPPING_STATES, type MappingList, type MappingState } from '@tillbridge/shared/reads-mappings';
import Link from 'next/link';
import { Crumbs } from '../parts/crumbs.tsx';
import { ListPages } from '../parts/list-pages.tsx';
import { MappingRows } from '../parts/mapping-rows.tsx';
import { pathWith } from '../reads/query.ts';
import { ListFilter } from '../shell/list-filter.tsx';
import type { Say } from '../words/say.ts';

export interface MappingsViewProps {
  readonly page: MappingList;
  readonly me: Me;
  readonly state: MappingState;
  readonly shop: string | undefined;
  readonly cursor: string | undefined;
  readonly say: Say;
}

const PATH = '/quarantine/mappings';

/** What unknown names of shops stand for; state, shop and place in the list live in the address. */
export function MappingsView({ page, me, state, shop, cursor, say }: MappingsViewProps) {
  const { t } = say;
  const at = (wanted: MappingState) => pathWith(PATH, { state: wanted === 'asked' ? undefined : wanted, shop });
  return (
    <>
      <Crumbs steps={[{ word: t('quarantine.title'), href: '/quarantine' }]} here={t('mappings.title')} say={say} />
      <header className="head">
        <div>
          <h1>{t('mappings.title')}</h1>
          <p className="sub">{t('mappings.lead')}</p>
        </div>
        <div className="tools">
          <nav className="seg" aria-label={t('mappings.tools')}>
            {MAPPING_STATES.map((each) => (
              <Link key={each} href={at(each)} aria-current={each === state ? 'page' : undefined}>
                {t(`mappings.states.${each}`)}
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
                  { value: '', word: t('mappings.all') },
                  ...me.shops.map((one) => ({ value: one.id, word: say.name(one.name) })),
                ],
              },
            ]}
          />
        </div>
      </header>
      <section className="mt-6" aria-label={t('mappings.title')}>
        {page.rows.length === 0 ? (
          <div className="empty">
            <h2>{t(`mappings.none.${state}`)}</h2>
            <p className="soft">{t('mappings.noneNext')}</p>
          </div>
        ) : (
          <MappingRows rows={page.rows} asOf={page.asOf} permissions={me.permissions} person={me.person.id} say={say} />
        )}
        <ListPages first={at(state)} cursor={cursor} next={page.next} say={say} />
      </section>
    </>
  );
}
