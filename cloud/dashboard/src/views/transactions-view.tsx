import type { Me, TransactionPage } from '@tillbridge/shared/reads';
import Link from 'next/link';
import { shiftDay } from '../format/time.ts';
import { Crumbs } from '../parts/crumbs.tsx';
import { DenseTransactions } from '../parts/dense-transactions.tsx';
import { Icon } from '../parts/icon.tsx';
import { TransactionCards } from '../parts/transaction-rows.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import { TransactionsFilter } from '../shell/transactions-filter.tsx';
import type { Say } from '../words/say.ts';

export interface TransactionsViewProps {
  readonly page: TransactionPage;
  readonly shop: {
    readonly id: string;
    readonly name: { readonly th: string; readonly en: string };
    readonly timeZone: string;
    readonly today: string;
  };
  readonly shops: Me['shops'];
  readonly day: string | undefined;
  readonly cursor: string | undefined;
  readonly mayExport: boolean;
  readonly say: Say;
}

/** A shop's transactions, fifty a page. Shop, day and place in the list live in the address. */
export function TransactionsView({ page, shop, shops, day, cursor, mayExport, say }: TransactionsViewProps) {
  const { t } = say;
  const base = `/shops/${shop.id}/transactions`;
  const days = day === undefined ? '' : `day=${day}`;
  return (
    <>
      <Crumbs
        steps={[
          { word: t('nav.shops'), href: '/shops' },
          { word: say.name(shop.name), href: `/shops/${shop.id}` },
        ]}
        here={t('nav.transactions')}
        say={say}
      />
      <header className="head">
        <div>
          <h1>{t('nav.transactions')}</h1>
          <p className="sub">
            {say.name(shop.name)}
            <span className="meta">{day === undefined ? t('transactions.allDays') : say.day(day, 'long')}</span>
          </p>
        </div>
        <div className="tools">
          <Link className="btn" href={`/transactions/reversals?shop=${shop.id}`}>
            {t('reversals.see')}
          </Link>
          {mayExport && (
            <ExportButton list="transactions" filters={{ shop: shop.id, ...(day === undefined ? {} : { day }) }} />
          )}
          <TransactionsFilter
            shops={shops.map((one) => ({ id: one.id, name: say.name(one.name) }))}
            shopId={shop.id}
            today={shop.today}
            day={day}
            words={{
              shop: t('shops.shop'),
              day: t('transactions.day'),
              chosen: day === undefined ? t('transactions.allDays') : say.day(day, 'medium'),
            }}
          />
          {day !== undefined && (
            <span className="flex gap-1">
              <Link
                className="btn quiet"
                href={`${base}?day=${shiftDay(day, -1)}`}
                aria-label={t('transactions.dayBefore', { day: say.day(shiftDay(day, -1), 'short') })}
              >
                <Icon name="back" />
              </Link>
              {day < shop.today && (
                <Link
                  className="btn quiet"
                  href={`${base}?day=${shiftDay(day, 1)}`}
                  aria-label={t('transactions.dayAfter', { day: say.day(shiftDay(day, 1), 'short') })}
                >
                  <Icon name="next" />
                </Link>
              )}
            </span>
          )}
          {day !== undefined && (
            <Link className="btn quiet" href={base}>
              {t('transactions.allDays')}
            </Link>
          )}
        </div>
      </header>
      <section className="mt-6" aria-label={t('nav.transactions')}>
        {page.rows.length === 0 ? (
          <div className="empty">
            <h2>{t(day === undefined ? 'transactions.none' : 'transactions.noneThatDay')}</h2>
            <p className="soft">{t('transactions.noneNext')}</p>
            {day !== undefined && (
              <Link className="go" href={`${base}?day=${shiftDay(day, -1)}`}>
                {t('transactions.dayBefore', { day: say.day(shiftDay(day, -1), 'short') })}
              </Link>
            )}
          </div>
        ) : (
          <>
            <DenseTransactions rows={page.rows} timeZone={shop.timeZone} say={say} caption={t('nav.transactions')} />
            <TransactionCards rows={page.rows} timeZone={shop.timeZone} say={say} withDay={day === undefined} />
          </>
        )}
        <nav className="more gap-3" aria-label={t('transactions.pages')}>
          {cursor !== undefined && (
            <Link className="btn" href={days === '' ? base : `${base}?${days}`}>
              {t('transactions.newest')}
            </Link>
          )}
          {page.next !== undefined && (
            <Link
              className="btn"
              href={`${base}?${[days, `cursor=${encodeURIComponent(page.next)}`].filter((part) => part !== '').join('&')}`}
            >
              {t('transactions.older')}
            </Link>
          )}
        </nav>
      </section>
    </>
  );
}
