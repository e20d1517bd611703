'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useLiveClient } from './live-provider.tsx';

/** Reading again more often would only cost; the live connection beats every few seconds. */
const REFRESH_EVERY_MS = 4_000;

/** Has the server draw this page again while the live connection says that something may have changed. Shows nothing. */
export function RefreshLive() {
  const client = useLiveClient();
  const router = useRouter();
  useEffect(() => {
    let nextAt = Date.now() + REFRESH_EVERY_MS;
    return client.subscribe(() => {
      if (document.hidden || Date.now() < nextAt) return;
      nextAt = Date.now() + REFRESH_EVERY_MS;
      router.refresh();
    });
  }, [client, router]);
  return null;
}
