import type { Me } from '@tillbridge/shared/reads';
import type { Comparison, MovementGroup, MovementRow, Movements } from '@tillbridge/shared/reads-cash';
import Link from 'next/link';
import { changeLabel, countLabel } from '../format/money.ts';
import { CashHead } from '../parts/cash-head.tsx';
import { Money, MoneyOrDash } from '../parts/money.tsx';
import { pathWith } from '../reads/query.ts';
import { ListFilter } from '../shell/list-filter.tsx';
import { shopChoice } from '../shell/shop-choice.ts';
import type { Say } from '../words/say.ts';

export interface MovementsViewProps {
  readonly page: Movements;
  readonly me: Me;
  readonly by: MovementGroup;
  readonly shop: string | undefined;
  readonly compare: Comparison | undefined;
  readonly timeZone: string;
  readonly say: Say;
}

/** What went in and out over business days, by kind or by person, beside the days it is compared with. */
export function MovementsView({ page, me, by, shop, compare, timeZone, say }: MovementsViewProps) {
  const { t } = say;
  const { from, to } = page.range;
  const currencies = [...new Set(page.rows.map((row) => row.currency))];
  const at = (group: MovementGroup) =>
    pathWith('/cash/movements', {
      from,
      to,
      compare,
      by: group,
      shop: group === 'person' ? (shop ?? me.shops[0]?.id) : shop,
    });
  return (
    <>
      <CashHead
        here="movements"
        permissions={me.permissions}
        age={
          page.completeThrough === null
            ? t('cash.incomplete')
            : t('cash.completeThrough', {
                time: `${say.dayAt(page.completeThrough, timeZone, 'short')} ${say.clock(page.completeThrough, timeZone)}`,
              })
        }
        tools={
          <>
            <nav className="seg" aria-label={t('cash.by')}>
              {(['kind', 'person'] as const).map((group) => (
                <Link key={group} href={at(group)} aria-current={group === by ? 'page' : undefined}>
                  {t(`cash.groups.${group}`)}
                </Link>
              ))}
            </nav>
            <ListFilter
              path="/cash/movements"
              kept={by === 'kind' ? {} : { by }}
              fields={[
                {
                  kind: 'day',
                  name: 'from',
                  word: t('cash.from'),
                  value: from,
                  shown: say.day(from, 'short'),
                  max: to,
                },
                { kind: 'day', name: 'to', word: t('cash.to'), value: to, shown: say.day(to, 'short') },
                {
                  kind: 'choice',
                  name: 'compare',
                  word: t('cash.comparedWith'),
                  value: compare ?? '',
                  options: [
                    { value: '', word: t('cash.comparisons.none') },
                    { value: 'before', word: t('cash.comparisons.before') },
                    { value: 'year', word: t('cash.comparisons.year') },
                  ],
                },
                shopChoice(me.shops, shop, say, by === 'person'),
              ]}
            />
          </>
        }
        say={say}
      />
      {page.rows.length === 0 && (
        <div className="empty mt-6">
          <h2>{t('cash.noMovements')}</h2>
          <p className="soft">{t('cash.noMovementsNext')}</p>
        </div>
      )}
      {currencies.map((currency) => (
        <Sums
          key={currency}
          rows={page.rows.filter((row) => row.currency === currency)}
          page={page}
          by={by}
          say={say}
        />
      ))}
      {page.rows.length > 0 && (
        <p className="meta mt-3">{t(by === 'kind' ? 'cash.byKindNote' : 'cash.byPersonNote')}</p>
      )}
    </>
  );
}

function Sums({
  rows,
  page,
  by,
  say,
}: {
  readonly rows: readonly MovementRow[];
  readonly page: Movements;
  readonly by: MovementGroup;
  readonly say: Say;
}) {
  const { t } = say;
  const currency = rows[0]?.currency ?? '';
  const { before } = page;
  const named = (row: MovementRow) => (row.kind !== null ? t(`kind.${row.kind}`) : (row.operator ?? t('cash.nobody')));
  return (
    <section className="sec" aria-label={`${t('cash.places.movements')} ${currency}`}>
      <div className="bar">
        <h2>{say.word(`currency.${currency}`) ?? currency}</h2>
        {before !== null && (
          <span className="meta">
            {t('cash.comparedDays', { first: say.day(before.from, 'short'), last: say.day(before.to, 'short') })}
          </span>
        )}
      </div>
      <SumCards rows={rows} named={named} say={say} />
      <div className="desk">
        <table className="rows dense ruled">
          <thead>
            <tr>
              <th scope="col">{t(`cash.groups.${by}`)}</th>
              <th scope="col" className="num">
                {t('cash.operations')}
              </th>
              <th scope="col" className="num">
                {t('transaction.in')}
              </th>
              <th scope="col" className="num">
                {t('transaction.out')}
              </th>
              <th scope="col" className="num">
                {t('transaction.net')}
              </th>
              {before !== null && (
                <th scope="col" className="num">
                  {t('cash.netBefore')}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.kind}${row.operator}`}>
                <th scope="row">{named(row)}</th>
                <td className="num">{countLabel(row.transactions)}</td>
                <td className="num">
                  <MoneyOrDash amountMinor={row.inMinor} currency={currency} />
                </td>
                <td className="num">
                  <MoneyOrDash amountMinor={row.outMinor} currency={currency} />
                </td>
                <td className="num strong">
                  <Money amountMinor={row.inMinor - row.outMinor} currency={currency} signing="always" />
                </td>
                {row.before !== null && <Before row={row} before={row.before} />}
              </tr>
            ))}
            <tr className="total">
              <th scope="row">{t('cash.sumOfRows')}</th>
              <td className="num">{countLabel(rows.reduce((sum, row) => sum + row.transactions, 0))}</td>
              <td className="num">
                <Money amountMinor={rows.reduce((sum, row) => sum + row.inMinor, 0)} currency={currency} />
              </td>
              <td className="num">
                <Money amountMinor={rows.reduce((sum, row) => sum + row.outMinor, 0)} currency={currency} />
              </td>
              <td className="num">
                <Money
                  amountMinor={rows.reduce((sum, row) => sum + row.inMinor - row.outMinor, 0)}
                  currency={currency}
                  signing="always"
                />
              </td>
              {before !== null && (
                <td className="num">
                  <Money
                    amountMinor={rows.reduce(
                      (sum, row) => sum + (row.before?.inMinor ?? 0) - (row.before?.outMinor ?? 0),
                      0,
                    )}
                    currency={currency}
                    signing="always"
                  />
                </td>
              )}
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** On a phone each row is two lines: what, and its net; then what went in and out. */
function SumCards({
  rows,
  named,
  say,
}: {
  readonly rows: readonly MovementRow[];
  readonly named: (row: MovementRow) => string;
  readonly say: Say;
}) {
  const { t } = say;
  return (
    <ul className="cards phone">
      {rows.map((row) => (
        <li key={`${row.kind}${row.operator}`}>
          <span className="strong">{named(row)}</span>
          <span className="r strong">
            <Money amountMinor={row.inMinor - row.outMinor} currency={row.currency} signing="always" />
          </span>
          <span className="meta">
            {`${t('transaction.in')} ${say.money(row.inMinor, row.currency)} · ${t('transaction.out')} ${say.money(row.outMinor, row.currency)}`}
          </span>
          <span className="r meta">
            {row.before === null
              ? countLabel(row.transactions)
              : say.money(row.before.inMinor - row.before.outMinor, row.currency, 'always')}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Before({ row, before }: { readonly row: MovementRow; readonly before: NonNullable<MovementRow['before']> }) {
  const change = changeLabel(Math.abs(row.inMinor - row.outMinor), Math.abs(before.inMinor - before.outMinor));
  return (
    <td className="num soft">
      <Money amountMinor={before.inMinor - before.outMinor} currency={row.currency} signing="always" />
      {change !== undefined && <span className="meta block">{change}</span>}
    </td>
  );
}
