import { notFound, redirect } from 'next/navigation';
import { readMe } from '../../../../reads/read-me.ts';

/** Transactions are read shop by shop; without one in the address it is the first, and the page has a switch. */
export default async function AnyTransactionsPage() {
  const me = await readMe();
  const first = me.shops[0];
  if (first === undefined) notFound();
  redirect(`/shops/${first.id}/transactions`);
}
