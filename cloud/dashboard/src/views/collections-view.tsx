import type { Me } from '@tillbridge/shared/reads';
import {
  type CollectionPage,
  type CollectionRow,
  CUSTODY_STATES,
  type CustodyState,
} from '@tillbridge/shared/reads-collections';
import Link from 'next/link';
import { CashHead } from '../parts/cash-head.tsx';
import { CustodyWords } from '../parts/custody-words.tsx';
import { ListPages } from '../parts/list-pages.tsx';
import { machineName } from '../parts/machine-name.ts';
import { Money } from '../parts/money.tsx';
import { pathWith } from '../reads/query.ts';
import { ListFilter } from '../shell/list-filter.tsx';
import { shopChoice } from '../shell/shop-choice.ts';
import type { Say } from '../words/say.ts';

export interface CollectionsViewProps {
  readonly page: CollectionPage;
  readonly me: Me;
  readonly shop: string | undefined;
  readonly state: CustodyState | undefined;
  readonly cursor: string | undefined;
  readonly timeZone: string;
  readonly say: Say;
}

/** What was taken out of the machines in sealed bags, how far each has come, and what the bank counted. */
export function CollectionsView({ page, me, shop, state, cursor, timeZone, say }: CollectionsViewProps) {
  const { t } = say;
  return (
    <>
      <CashHead
        here="collections"
        permissions={me.permissions}
        age={t('asOf', { time: say.clock(page.asOf, timeZone, 'seconds') })}
        tools={
          <ListFilter
            path="/cash/collections"
            fields={[
              {
                kind: 'choice',
                name: 'state',
                word: t('collections.state'),
                value: state ?? '',
                options: [
                  { value: '', word: t('cases.all') },
                  ...CUSTODY_STATES.map((each) => ({ value: each, word: t(`collections.states.${each}`) })),
                ],
              },
              shopChoice(me.shops, shop, say),
            ]}
          />
        }
        say={say}
      />
      <section className="mt-6" aria-label={t('cash.places.collections')}>
        {page.rows.length === 0 ? (
          <div className="empty">
            <h2>{t('collections.none')}</h2>
            <p className="soft">{t('collections.noneNext')}</p>
          </div>
        ) : (
          <Rows rows={page.rows} now={page.asOf} say={say} />
        )}
        <ListPages first={pathWith('/cash/collections', { shop, state })} cursor={cursor} next={page.next} say={say} />
      </section>
    </>
  );
}

function Rows({
  rows,
  now,
  say,
}: {
  readonly rows: readonly CollectionRow[];
  readonly now: string;
  readonly say: Say;
}) {
  const { t } = say;
  const taken = (row: CollectionRow) =>
    `${say.dayAt(row.collectedAt, row.shop.timeZone, 'short')} ${say.clock(row.collectedAt, row.shop.timeZone)}`;
  return (
    <>
      <table className="rows dense desk ruled">
        <caption className="hidden-words">{t('cash.places.collections')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('about.seal')}</th>
            <th scope="col">{t('shops.shop')}</th>
            <th scope="col">{t('collections.taken')}</th>
            <th scope="col">{t('collections.state')}</th>
            <th scope="col" className="num">
              {t('collections.outOfMachine')}
            </th>
            <th scope="col" className="num">
              {t('collections.bank')}
            </th>
            <th scope="col" className="num">
              {t('figures.difference')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="is-live">
              <th scope="row">
                <Link className="strong row-link" href={`/cash/collections/${row.id}`} prefetch={false}>
                  {row.seal ?? t('collections.noSeal')}
                </Link>
                <span className="meta block">{row.receiver ?? ''}</span>
              </th>
              <td>
                {say.name(row.shop.name)}
                <span className="meta block">{machineName(row.machine, say)}</span>
              </td>
              <td>
                {taken(row)}
                <span className="meta block">{`${say.age(row.collectedAt, now)} · ${row.operator ?? '–'}`}</span>
              </td>
              <td>
                <CustodyWords state={row.state} say={say} />
              </td>
              <td className="num">
                <Money amountMinor={row.outMinor} currency={row.currency} />
              </td>
              <td className="num">
                {row.countedMinor === null ? '–' : <Money amountMinor={row.countedMinor} currency={row.currency} />}
              </td>
              <td className="num strong">
                <BankVariance row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="cards phone">
        {rows.map((row) => (
          <li key={row.id}>
            <Link className="strong row-link" href={`/cash/collections/${row.id}`} prefetch={false}>
              {`${say.name(row.shop.name)} · ${row.seal ?? t('collections.noSeal')}`}
            </Link>
            <span className="r strong">
              <Money amountMinor={row.outMinor} currency={row.currency} />
            </span>
            <span className="meta">{`${taken(row)} · ${row.operator ?? '–'}`}</span>
            <span className="r">
              <BankVariance row={row} />
            </span>
            <span className="lv">
              <CustodyWords state={row.state} say={say} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

export function BankVariance({ row }: { readonly row: CollectionRow }) {
  if (row.countedMinor === null || row.countedMinor === row.outMinor) return <span className="off">–</span>;
  return <Money amountMinor={row.countedMinor - row.outMinor} currency={row.currency} signing="always" />;
}
