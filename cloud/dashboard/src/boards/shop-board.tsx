'use client';

import type { ShopPage } from '@tillbridge/shared/reads';
import { useRef } from 'react';
import { useHeldRows } from '../live/use-held-rows.ts';
import { useLiveShop } from '../live/use-live-shop.ts';
import { useNow } from '../live/use-now.ts';
import { LiveBadge } from '../shell/live-badge.tsx';
import { ShopView } from '../views/shop-view.tsx';
import { useSay } from '../words/use-say.ts';

/** The view of one shop, kept current. */
export function ShopBoard({ read }: { readonly read: ShopPage }) {
  const page = useLiveShop(read);
  const now = useNow(page.asOf);
  const list = useRef<HTMLElement>(null);
  const rows = useHeldRows(page.recent, list);
  const badge = <LiveBadge timeZone={page.tile.timeZone} />;
  return <ShopView page={page} now={now} say={useSay()} badge={badge} rows={rows} list={list} />;
}
