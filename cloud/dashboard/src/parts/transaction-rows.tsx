import type { TransactionRow } from '@tillbridge/shared/reads';
import Link from 'next/link';
import type { Say } from '../words/say.ts';
import { Money, MoneyOrDash } from './money.tsx';
import { Outcome } from './outcome.tsx';

export interface TransactionRowsProps {
  readonly rows: readonly TransactionRow[];
  readonly timeZone: string;
  readonly say: Say;
  /** Rows that arrived while somebody watched. */
  readonly fresh: ReadonlySet<string>;
  readonly caption: string;
}

/** Money in and out, one operation a row, newest first; a table at the desk, cards on a phone. */
export function TransactionRows({ rows, timeZone, say, fresh, caption }: TransactionRowsProps) {
  const { t } = say;
  const about = (row: TransactionRow) => [row.operator, row.reference].filter((part) => part !== null).join(' · ');
  return (
    <>
      <table className="rows desk ruled">
        <caption className="hidden-words">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('transaction.time')}</th>
            <th scope="col">{t('transaction.what')}</th>
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
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className={fresh.has(row.id) ? 'is-live is-new' : 'is-live'}>
              <td className="soft">{say.clock(row.occurredAt, timeZone, 'seconds')}</td>
              <th scope="row">
                <Link href={`/transactions/${row.id}`} className="strong row-link" prefetch={false}>
                  {t(`kind.${row.kind}`)}
                </Link>
                {about(row) !== '' && <span className="meta block">{about(row)}</span>}
              </th>
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
      </table>
      <TransactionCards rows={rows} timeZone={timeZone} say={say} fresh={fresh} />
    </>
  );
}

export interface TransactionCardsProps {
  readonly rows: readonly TransactionRow[];
  readonly timeZone: string;
  readonly say: Say;
  readonly fresh?: ReadonlySet<string>;
  /** Rows of several days show theirs beside the time. */
  readonly withDay?: boolean;
}

/** The same on a phone: what and how much, how it ended and when. */
export function TransactionCards({ rows, timeZone, say, fresh, withDay = false }: TransactionCardsProps) {
  const { t } = say;
  return (
    <ul className="cards phone">
      {rows.map((row) => (
        <li key={row.id} className={fresh?.has(row.id) ? 'is-new' : undefined}>
          <Link href={`/transactions/${row.id}`} className="strong row-link" prefetch={false}>
            {t(`kind.${row.kind}`)}
          </Link>
          <b className="r strong">
            <Money amountMinor={row.inMinor - row.outMinor} currency={row.currency} signing="always" />
          </b>
          <Outcome row={row} say={say} />
          <span className="meta r">
            {[
              withDay ? say.dayAt(row.occurredAt, timeZone, 'short') : null,
              say.clock(row.occurredAt, timeZone, 'seconds'),
              row.operator,
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}
