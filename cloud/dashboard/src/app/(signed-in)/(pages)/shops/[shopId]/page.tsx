import type { Metadata } from 'next';
import { LiveShop } from '../../../../../live/live-shop.tsx';
import { readOpenShifts } from '../../../../../reads/read-cash.ts';
import { readMe } from '../../../../../reads/read-me.ts';
import { readShop } from '../../../../../reads/read-shop.ts';
import { LiveBadge } from '../../../../../shell/live-badge.tsx';
import { OpenShiftView } from '../../../../../views/open-shift-view.tsx';
import { ShopView } from '../../../../../views/shop-view.tsx';
import { currentSay } from '../../../../../words/current-say.ts';

interface ShopPageProps {
  readonly params: Promise<{ readonly shopId: string }>;
}

export async function generateMetadata({ params }: ShopPageProps): Promise<Metadata> {
  const [{ shopId }, me, say] = await Promise.all([params, readMe(), currentSay()]);
  const shop = me.shops.find((one) => one.id === shopId);
  return { title: shop === undefined ? say.t('nav.shops') : say.name(shop.name) };
}

export default async function ShopPage({ params }: ShopPageProps) {
  const { shopId } = await params;
  const [page, me, say] = await Promise.all([readShop(shopId), readMe(), currentSay()]);
  const shifts = me.permissions.includes('closing.see') ? await readOpenShifts(shopId) : null;
  const badge = <LiveBadge timeZone={page.tile.timeZone} />;
  return (
    <>
      <LiveShop key={shopId} read={page}>
        <ShopView page={page} now={page.asOf} say={say} badge={badge} />
      </LiveShop>
      {shifts !== null && <OpenShiftView page={shifts} shop={page.tile} say={say} />}
    </>
  );
}
