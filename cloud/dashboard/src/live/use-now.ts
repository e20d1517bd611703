'use client';

import { useEffect, useState } from 'react';
import { useLive } from './live-provider.tsx';

const TICK_MS = 5_000;

/** Server time for ages, as an instant: the moment of the read on first paint, then a tick every few seconds. */
export function useNow(readAt: string): string {
  const { clockOffsetMs, heardAtMs } = useLive();
  const [now, setNow] = useState(readAt);
  useEffect(() => {
    if (heardAtMs === null) return;
    const tick = () => setNow(new Date(Date.now() + clockOffsetMs).toISOString());
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [clockOffsetMs, heardAtMs]);
  return now < readAt ? readAt : now;
}
