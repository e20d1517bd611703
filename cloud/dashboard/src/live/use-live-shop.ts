'use client';

import type { ShopPage } from '@tillbridge/shared/reads';
import { useEffect, useMemo, useRef, useState } from 'react';
import { fetchJson } from './fetch-json.ts';
import { foldShop, isBehind } from './fold.ts';
import { useLive } from './live-provider.tsx';

/** Sums of the day and the agents' health do not travel with each push; they are read again at most so often. */
const READ_AGAIN_MS = 3_000;

/** One shop as read by the server, kept current by what is heard. */
export function useLiveShop(read: ShopPage): ShopPage {
  const live = useLive();
  const [again, setAgain] = useState(read);
  const newest = again.tile.id === read.tile.id && again.asOf > read.asOf ? again : read;
  const page = useMemo(() => foldShop(newest, live), [newest, live]);
  const behind = isBehind(newest, live);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const id = read.tile.id;

  useEffect(() => {
    if (!behind || timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      fetchJson({ path: '/api/v1/shops/{shopId}', params: { shopId: id } }).then(setAgain, () => {
        // The live badge tells when the cloud is out of reach; the next push tries again.
      });
    }, READ_AGAIN_MS);
  }, [behind, id]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return page;
}
