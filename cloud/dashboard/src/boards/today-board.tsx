'use client';

import type { Today } from '@tillbridge/shared/reads';
import { useLiveToday } from '../live/use-live-today.ts';
import { useNow } from '../live/use-now.ts';
import { LiveBadge } from '../shell/live-badge.tsx';
import { TodayView } from '../views/today-view.tsx';
import { useSay } from '../words/use-say.ts';
import { HoverChart } from './hover-chart.tsx';

/** The view of today, kept current. */
export function TodayBoard({ read }: { readonly read: Today }) {
  const today = useLiveToday(read);
  const now = useNow(today.asOf);
  const badge = <LiveBadge timeZone={today.shops[0]?.timeZone ?? 'UTC'} />;
  return <TodayView today={today} now={now} say={useSay()} badge={badge} Chart={HoverChart} />;
}
