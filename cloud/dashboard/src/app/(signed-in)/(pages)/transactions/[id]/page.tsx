import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readMe } from '../../../../../reads/read-me.ts';
import { readTransaction } from '../../../../../reads/read-transaction.ts';
import { TransactionView } from '../../../../../views/transaction-view.tsx';
import { currentSay } from '../../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('transaction.title') };
}

export default async function TransactionPage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  const [detail, me, say] = await Promise.all([readTransaction(id), readMe(), currentSay()]);
  return <TransactionView detail={detail} me={me} say={say} />;
}
