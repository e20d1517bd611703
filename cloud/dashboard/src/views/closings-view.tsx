import type { Me } from '@tillbridge/shared/reads';
import type { ClosingPage, ClosingRow } from '@tillbridge/shared/reads-closings';
import { type ClosingSum, TIERS, type Tier } from '@tillbridge/shared/shift';
import Link from 'next/link';
import { countLabel } from '../format/money.ts';
import { CashHead } from '../parts/cash-head.tsx';
import { ListPages } from '../parts/list-pages.tsx';
import { Money } from '../parts/money.tsx';
import { State } from '../parts/state.tsx';
import { pathWith } from '../reads/query.ts';
import { ExportButton } from '../shell/export-button.tsx';
import { ListFilter } from '../shell/list-filter.tsx';
import { shopChoice } from '../shell/shop-choice.ts';
import type { Say } from '../words/say.ts';

export interface ClosingsViewProps {
  readonly page: ClosingPage;
  readonly me: Me;
  readonly shop: string | undefined;
  readonly tier: Tier | undefined;
  readonly cursor: string | undefined;
  readonly timeZone: string;
  readonly say: Say;
}

/** The numbered ends of shifts: expected, reported and counted as three columns, the variance as a fourth. */
export function ClosingsView({ page, me, shop, tier, cursor, timeZone, say }: ClosingsViewProps) {
  const { t } = say;
  return (
    <>
      <CashHead
        here="closings"
        permissions={me.permissions}
        age={t('asOf', { time: say.clock(page.asOf, timeZone, 'seconds') })}
        tools={
          <>
            {me.permissions.includes('export.run') && (
              <ExportButton
                list="closings"
                filters={{ ...(shop === undefined ? {} : { shop }), ...(tier === undefined ? {} : { tier }) }}
              />
            )}
            <ListFilter
              path="/cash/closings"
              fields={[
                {
                  kind: 'choice',
                  name: 'tier',
                  word: t('closings.tier'),
                  value: tier ?? '',
                  options: [
                    { value: '', word: t('cases.all') },
                    ...TIERS.map((each) => ({ value: each, word: t(`closings.tiers.${each}`) })),
                  ],
                },
                shopChoice(me.shops, shop, say),
              ]}
            />
          </>
        }
        say={say}
      />
      <section className="mt-6" aria-label={t('cash.places.closings')}>
        {page.rows.length === 0 ? (
          <div className="empty">
            <h2>{t('closings.none')}</h2>
            <p className="soft">{t('closings.noneNext')}</p>
          </div>
        ) : (
          <Rows rows={page.rows} say={say} />
        )}
        <ListPages first={pathWith('/cash/closings', { shop, tier })} cursor={cursor} next={page.next} say={say} />
      </section>
    </>
  );
}

/** One line a currency of each closing. */
function Rows({ rows, say }: { readonly rows: readonly ClosingRow[]; readonly say: Say }) {
  const { t } = say;
  const lines = rows.flatMap((row) => row.sums.map((sum) => ({ row, sum })));
  const ended = (row: ClosingRow) =>
    `${say.dayAt(row.closedAt, row.shop.timeZone, 'short')} ${say.clock(row.closedAt, row.shop.timeZone)}`;
  const figure = (amountMinor: number | null, currency: string) =>
    amountMinor === null ? <span className="off">–</span> : <Money amountMinor={amountMinor} currency={currency} />;
  return (
    <>
      <table className="rows dense desk ruled">
        <caption className="hidden-words">{t('cash.places.closings')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('closings.number')}</th>
            <th scope="col">{t('shops.shop')}</th>
            <th scope="col">{t('closings.closed')}</th>
            <th scope="col">{t('closings.tier')}</th>
            <th scope="col" className="num">
              {t('figures.expected')}
            </th>
            <th scope="col" className="num">
              {t('figures.reported')}
            </th>
            <th scope="col" className="num">
              {t('figures.counted')}
            </th>
            <th scope="col" className="num">
              {t('figures.difference')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ row, sum }) => (
            <tr key={`${row.shift}${sum.currency}`} className="is-live">
              <th scope="row">
                <Link className="strong row-link" href={`/cash/closings/${row.shift}`} prefetch={false}>
                  {t('closings.z', { n: countLabel(row.number) })}
                </Link>
                {(row.gapBefore || row.numberTwice) && (
                  <span className="meta block">{t(row.gapBefore ? 'closings.gap' : 'closings.twice')}</span>
                )}
              </th>
              <td>{say.name(row.shop.name)}</td>
              <td>
                {ended(row)}
                <span className="meta block">{row.closedBy}</span>
              </td>
              <td>
                <TierWords row={row} say={say} />
              </td>
              <td className="num">{figure(sum.expectedMinor, sum.currency)}</td>
              <td className="num">{figure(sum.reportedMinor, sum.currency)}</td>
              <td className="num">{figure(sum.countedMinor, sum.currency)}</td>
              <td className="num strong">
                <Variance sum={sum} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="cards phone">
        {lines.map(({ row, sum }) => (
          <li key={`${row.shift}${sum.currency}`}>
            <Link className="strong row-link" href={`/cash/closings/${row.shift}`} prefetch={false}>
              {`${say.name(row.shop.name)} · ${t('closings.z', { n: countLabel(row.number) })}`}
            </Link>
            <span className="r strong">
              <Variance sum={sum} />
            </span>
            <span className="meta">{`${ended(row)} · ${row.closedBy}`}</span>
            <span className="r meta">{figure(sum.expectedMinor, sum.currency)}</span>
            <span className="lv">
              <TierWords row={row} say={say} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

export function Variance({ sum }: { readonly sum: ClosingSum }) {
  return sum.varianceMinor === 0 ? (
    <span className="off">–</span>
  ) : (
    <Money amountMinor={sum.varianceMinor} currency={sum.currency} signing="always" />
  );
}

/** What the difference took, and whether it was given. */
export function TierWords({ row, say }: { readonly row: ClosingRow; readonly say: Say }) {
  const missing = !row.settled;
  return (
    <>
      <State
        tone={missing ? 'warn' : 'plain'}
        icon={missing ? 'warning' : row.tier === 'automatic' ? 'tick' : 'variance'}
      >
        {say.t(missing ? 'closings.unsettled' : `closings.tiers.${row.tier}`)}
      </State>
      {row.reason !== null && <span className="meta block">{row.reason}</span>}
    </>
  );
}
