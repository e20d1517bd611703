import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readMe } from '../../../../../../reads/read-me.ts';
import { readShop } from '../../../../../../reads/read-shop.ts';
import { readTransactions } from '../../../../../../reads/read-transactions.ts';
import { TransactionsView } from '../../../../../../views/transactions-view.tsx';
import { currentSay } from '../../../../../../words/current-say.ts';

interface TransactionsPageProps {
  readonly params: Promise<{ readonly shopId: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('nav.transactions') };
}

export default async function TransactionsPage({ params, searchParams }: TransactionsPageProps) {
  const [{ shopId }, query] = await Promise.all([params, searchParams]);
  const day = dayOf(query['day']);
  const cursor = typeof query['cursor'] === 'string' ? query['cursor'] : undefined;
  const [page, { tile }, me, say] = await Promise.all([
    readTransactions(shopId, { cursor, day }),
    readShop(shopId),
    readMe(),
    currentSay(),
  ]);
  const shop = { id: tile.id, name: tile.name, timeZone: tile.timeZone, today: tile.businessDate };
  const mayExport = me.permissions.includes('export.run');
  return (
    <TransactionsView
      say={say}
      page={page}
      shop={shop}
      shops={me.shops}
      day={day}
      cursor={cursor}
      mayExport={mayExport}
    />
  );
}

function dayOf(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
}
