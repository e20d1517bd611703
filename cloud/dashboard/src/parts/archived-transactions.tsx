import type { Me, TransactionRow } from '@tillbridge/shared/reads';
import type { Say } from '../words/say.ts';
import { MoneyOrDash } from './money.tsx';
import { Outcome } from './outcome.tsx';

export interface ArchivedTransactionsProps {
  readonly rows: readonly TransactionRow[];
  readonly shops: Me['shops'];
  readonly timeZone: string;
  readonly say: Say;
}

/** What a search in the archive found. No links: there is no page of a transaction that is not online. */
export function ArchivedTransactions({ rows, shops, timeZone, say }: ArchivedTransactionsProps) {
  const { t } = say;
  if (rows.length === 0) {
    return (
      <div className="empty mt-4">
        <h3>{t('archive.nothing')}</h3>
        <p className="soft">{t('archive.nothingNext')}</p>
      </div>
    );
  }
  const nameOf = (id: string) => {
    const shop = shops.find((one) => one.id === id);
    return shop === undefined ? id : say.name(shop.name);
  };
  return (
    <ul className="found mt-4" aria-label={t('archive.found')}>
      {rows.map((row) => (
        <li key={row.id}>
          <span className="t soft">
            {say.day(row.businessDate, 'medium')} {say.clock(row.occurredAt, timeZone, 'seconds')}
          </span>
          <span>
            <b>{t(`kind.${row.kind}`)}</b> {nameOf(row.shopId)}
            <span className="meta block">
              {[row.reference, row.operator].filter((part) => part !== null).join(' · ')}
            </span>
          </span>
          <Outcome row={row} say={say} />
          <span className="num">
            <span className="meta block">{t('archive.in')}</span>
            <MoneyOrDash amountMinor={row.inMinor} currency={row.currency} />
          </span>
          <span className="num">
            <span className="meta block">{t('archive.out')}</span>
            <MoneyOrDash amountMinor={row.outMinor} currency={row.currency} />
          </span>
        </li>
      ))}
    </ul>
  );
}
