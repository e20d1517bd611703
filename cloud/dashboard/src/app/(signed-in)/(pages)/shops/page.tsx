import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LiveShops } from '../../../../live/live-shops.tsx';
import { readMe } from '../../../../reads/read-me.ts';
import { readToday } from '../../../../reads/read-today.ts';
import { LiveBadge } from '../../../../shell/live-badge.tsx';
import { ShopsView } from '../../../../views/shops-view.tsx';
import { currentSay } from '../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('nav.shops') };
}

export default async function ShopsPage() {
  const [today, me, say] = await Promise.all([readToday(), readMe(), currentSay()]);
  const adds = me.viewing === null && me.allShops && me.permissions.includes('shop.manage');
  const badge = <LiveBadge timeZone={today.shops[0]?.timeZone ?? 'UTC'} />;
  return (
    <LiveShops read={today} adds={adds}>
      <ShopsView today={today} now={today.asOf} say={say} badge={badge} adds={adds} />
    </LiveShops>
  );
}
