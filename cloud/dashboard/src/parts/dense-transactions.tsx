import type { TransactionRow } from '@tillbridge/shared/reads';
import Link from 'next/link';
import { wallAt } from '../format/time.ts';
import type { Say } from '../words/say.ts';
import { Money, MoneyOrDash } from './money.tsx';
import { Outcome } from './outcome.tsx';

export interface DenseTransactionsProps {
  readonly rows: readonly TransactionRow[];
  readonly timeZone: string;
  readonly say: Say;
  readonly caption: string;
}

/** One operation a line, for comparing down a column; days stand between the lines they part. */
export function DenseTransactions({ rows, timeZone, say, caption }: DenseTransactionsProps) {
  const { t } = say;
  return (
    <table className="rows dense desk ruled">
      <caption className="hidden-words">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('transaction.time')}</th>
          <th scope="col">{t('transaction.what')}</th>
          <th scope="col">{t('transactions.who')}</th>
          <th scope="col">{t('transactions.reference')}</th>
          <th scope="col">{t('transaction.outcome')}</th>
          <th scope="col" className="num">
            {t('transaction.in')}
          </th>
          <th scope="col" className="num">
            {t('transaction.out')}
          </th>
          <th scope="col" className="num">
            {t('transaction.net')}
          </th>
        </tr>
      </thead>
      {byDay(rows, timeZone).map((day) => (
        <tbody key={day.key}>
          <tr className="of-day">
            <th scope="rowgroup" colSpan={8}>
              {say.dayAt(day.at, timeZone, 'long')}
            </th>
          </tr>
          {day.rows.map((row) => (
            <tr key={row.id} className="is-live">
              <td className="soft">{say.clock(row.occurredAt, timeZone, 'seconds')}</td>
              <th scope="row">
                <Link href={`/transactions/${row.id}`} className="strong row-link" prefetch={false}>
                  {t(`kind.${row.kind}`)}
                </Link>
              </th>
              <td className="soft">{row.operator ?? '–'}</td>
              <td className="soft">{row.reference ?? '–'}</td>
              <td>
                <Outcome row={row} say={say} />
              </td>
              <td className="num">
                <MoneyOrDash amountMinor={row.inMinor} currency={row.currency} />
              </td>
              <td className="num">
                <MoneyOrDash amountMinor={row.outMinor} currency={row.currency} />
              </td>
              <td className="num strong">
                <Money amountMinor={row.inMinor - row.outMinor} currency={row.currency} signing="always" />
              </td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

interface DayRows {
  readonly key: string;
  readonly at: string;
  readonly rows: readonly TransactionRow[];
}

/** Rows in their order, parted where the calendar day of the shop changes. */
export function byDay(rows: readonly TransactionRow[], timeZone: string): readonly DayRows[] {
  const days: { key: string; at: string; rows: TransactionRow[] }[] = [];
  for (const row of rows) {
    const { year, month, day } = wallAt(row.occurredAt, timeZone);
    const key = `${year}-${month}-${day}`;
    const last = days.at(-1);
    if (last?.key === key) last.rows.push(row);
    else days.push({ key, at: row.occurredAt, rows: [row] });
  }
  return days;
}
