import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ActingAccount } from '../../../../account/acting-account.tsx';
import { readAccount, readOwnSessions } from '../../../../reads/read-account.ts';
import { readOwnIdentities } from '../../../../reads/read-providers.ts';
import { AccountView } from '../../../../views/account-view.tsx';
import { currentSay } from '../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('mine.title') };
}

export default async function AccountPage() {
  const [account, sessions, identities, say] = await Promise.all([
    readAccount(),
    readOwnSessions(),
    readOwnIdentities(),
    currentSay(),
  ]);
  const read = { account, sessions, identities, now: new Date().toISOString() };
  return (
    <ActingAccount read={read}>
      <AccountView {...read} say={say} />
    </ActingAccount>
  );
}
