import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RefreshLive } from '../../../../live/refresh-live.tsx';
import { readMe } from '../../../../reads/read-me.ts';
import { readNotices } from '../../../../reads/read-notices.ts';
import { AddChannelButton } from '../../../../shell/add-channel-button.tsx';
import { NotificationsView } from '../../../../views/notifications-view.tsx';
import { currentSay } from '../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('notices.title') };
}

export default async function NotificationsPage() {
  const [page, me, say] = await Promise.all([readNotices(), readMe(), currentSay()]);
  return (
    <>
      <RefreshLive />
      <NotificationsView page={page} shops={me.shops} tools={<AddChannelButton shops={me.shops} />} say={say} />
    </>
  );
}
