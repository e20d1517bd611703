import type { Compare, ComparedShop } from '@tillbridge/shared/reads-cash';
import Link from 'next/link';
import { countLabel } from '../format/money.ts';
import { DayBars } from '../parts/day-bars.tsx';
import { ListPages } from '../parts/list-pages.tsx';
import { Money } from '../parts/money.tsx';
import { pathWith } from '../reads/query.ts';
import { ListFilter } from '../shell/list-filter.tsx';
import type { Say } from '../words/say.ts';

export interface CompareViewProps {
  readonly page: Compare;
  readonly cursor: string | undefined;
  readonly timeZone: string;
  readonly say: Say;
}

/** Shops side by side over business days: small drawings on one scale a currency, and the same figures as a table. */
export function CompareView({ page, cursor, timeZone, say }: CompareViewProps) {
  const { t } = say;
  const { from, to } = page.range;
  const currencies = [...new Set(page.rows.map((row) => row.currency))];
  return (
    <>
      <header className="head">
        <div>
          <h1>{t('nav.compare')}</h1>
          <p className="sub">
            <span>{t('compare.lead')}</span>
            <span className="meta">{t('asOf', { time: say.clock(page.asOf, timeZone, 'seconds') })}</span>
          </p>
        </div>
        <div className="tools">
          <ListFilter
            path="/compare"
            fields={[
              { kind: 'day', name: 'from', word: t('cash.from'), value: from, shown: say.day(from, 'short'), max: to },
              { kind: 'day', name: 'to', word: t('cash.to'), value: to, shown: say.day(to, 'short') },
            ]}
          />
        </div>
      </header>
      {page.rows.length === 0 && (
        <div className="empty mt-6">
          <h2>{t('compare.none')}</h2>
          <p className="soft">{t('today.noShopsNext')}</p>
        </div>
      )}
      {currencies.map((currency) => (
        <OneCurrency
          key={currency}
          rows={page.rows.filter((row) => row.currency === currency)}
          peakMinor={page.peaks.find((peak) => peak.currency === currency)?.takingsMinor ?? 0}
          page={page}
          say={say}
        />
      ))}
      <ListPages first={pathWith('/compare', { from, to })} cursor={cursor} next={page.next} say={say} />
    </>
  );
}

interface OneCurrencyProps {
  readonly rows: readonly ComparedShop[];
  readonly peakMinor: number;
  readonly page: Compare;
  readonly say: Say;
}

function OneCurrency({ rows, peakMinor, page, say }: OneCurrencyProps) {
  const { t } = say;
  const currency = rows[0]?.currency ?? '';
  const word = say.word(`currency.${currency}`) ?? currency;
  return (
    <section className="sec" aria-label={word}>
      <div className="bar">
        <h2>{word}</h2>
        <span className="meta">{t('compare.scale')}</span>
      </div>
      <ul className="multiples">
        {rows.map((row) => (
          <li key={row.shop.id}>
            <p className="bar">
              <Link className="strong" href={`/shops/${row.shop.id}`} prefetch={false}>
                {say.name(row.shop.name)}
              </Link>
              <span>
                <Money amountMinor={row.takingsMinor} currency={currency} />
              </span>
            </p>
            <DayBars row={row} peakMinor={peakMinor} say={say} />
            <p className="meta">{aboutDays(row, page, say)}</p>
          </li>
        ))}
      </ul>
      <Figures rows={rows} say={say} />
    </section>
  );
}

/** By which clock the days of this shop begin, and up to when they are whole. */
function aboutDays(row: ComparedShop, page: Compare, say: Say): string {
  const hours = String(Math.floor(row.cutOffMinutes / 60)).padStart(2, '0');
  const begins = `${hours}:${String(row.cutOffMinutes % 60).padStart(2, '0')}`;
  const through =
    row.completeThrough === null
      ? say.t('cash.incomplete')
      : say.t('compare.age', { age: say.age(row.completeThrough, page.asOf) });
  return [say.t('compare.days', { time: begins, name: row.shop.timeZone }), through].join(' · ');
}

function Figures({ rows, say }: { readonly rows: readonly ComparedShop[]; readonly say: Say }) {
  const { t } = say;
  const sum = (of: (row: ComparedShop) => number) => rows.reduce((total, row) => total + of(row), 0);
  const currency = rows[0]?.currency ?? '';
  const money = (amountMinor: number) => <Money amountMinor={amountMinor} currency={currency} />;
  return (
    <div className="mt-6">
      <FigureCards rows={rows} say={say} />
      <table className="rows dense ruled desk">
        <thead>
          <tr>
            <th scope="col">{t('shops.shop')}</th>
            {(['takings', 'payouts', 'operations', 'average', 'variance'] as const).map((name) => (
              <th key={name} scope="col" className="num">
                {t(`compare.columns.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.shop.id}>
              <th scope="row">{say.name(row.shop.name)}</th>
              <td className="num strong">{money(row.takingsMinor)}</td>
              <td className="num">{money(row.payoutsMinor)}</td>
              <td className="num">{countLabel(row.transactions)}</td>
              <td className="num">{row.sales === 0 ? '–' : money(Math.round(row.takingsMinor / row.sales))}</td>
              <td className="num">
                {row.closings === 0 ? (
                  <span className="off">–</span>
                ) : (
                  <Money amountMinor={row.varianceMinor} currency={currency} signing="always" />
                )}
              </td>
            </tr>
          ))}
          <tr className="total">
            <th scope="row">{t('compare.sum', { n: rows.length })}</th>
            <td className="num">{money(sum((row) => row.takingsMinor))}</td>
            <td className="num">{money(sum((row) => row.payoutsMinor))}</td>
            <td className="num">{countLabel(sum((row) => row.transactions))}</td>
            <td className="num">–</td>
            <td className="num">
              <Money amountMinor={sum((row) => row.varianceMinor)} currency={currency} signing="always" />
            </td>
          </tr>
        </tbody>
      </table>
      <p className="meta mt-3">{t('compare.averageNote')}</p>
    </div>
  );
}

/** The same figures on a phone. */
function FigureCards({ rows, say }: { readonly rows: readonly ComparedShop[]; readonly say: Say }) {
  const { t } = say;
  return (
    <ul className="cards phone">
      {rows.map(({ shop, currency, takingsMinor, payoutsMinor, transactions, sales, closings, varianceMinor }) => (
        <li key={shop.id}>
          <span className="strong">{say.name(shop.name)}</span>
          <span className="r strong">
            <Money amountMinor={takingsMinor} currency={currency} />
          </span>
          <span className="meta">{t('compare.columns.payouts')}</span>
          <span className="r soft">
            <Money amountMinor={payoutsMinor} currency={currency} />
          </span>
          <span className="meta">{t('compare.columns.operations')}</span>
          <span className="r soft">{countLabel(transactions)}</span>
          <span className="meta">{t('compare.columns.average')}</span>
          <span className="r soft">
            {sales === 0 ? '–' : <Money amountMinor={Math.round(takingsMinor / sales)} currency={currency} />}
          </span>
          <span className="meta">{t('compare.columns.variance')}</span>
          <span className="r soft">
            {closings === 0 ? '–' : <Money amountMinor={varianceMinor} currency={currency} signing="always" />}
          </span>
        </li>
      ))}
      <li className="total">
        <span className="strong">{t('compare.sum', { n: rows.length })}</span>
        <span className="r strong">
          <Money
            amountMinor={rows.reduce((total, row) => total + row.takingsMinor, 0)}
            currency={rows[0]?.currency ?? ''}
          />
        </span>
      </li>
    </ul>
  );
}
