'use client';

import type { LiveShopsProps } from '../live/live-shops.tsx';
import { useLiveToday } from '../live/use-live-today.ts';
import { useNow } from '../live/use-now.ts';
import { LiveBadge } from '../shell/live-badge.tsx';
import { ShopsView } from '../views/shops-view.tsx';
import { useSay } from '../words/use-say.ts';

/** The view of the shops, kept current. */
export function ShopsBoard({ read, adds }: LiveShopsProps) {
  const today = useLiveToday(read);
  const now = useNow(today.asOf);
  const badge = <LiveBadge timeZone={today.shops[0]?.timeZone ?? 'UTC'} />;
  return <ShopsView today={today} now={now} say={useSay()} badge={badge} adds={adds} />;
}
