'use client';

import type { Today } from '@tillbridge/shared/reads';
import { useMemo } from 'react';
import { foldToday } from './fold.ts';
import { useLive } from './live-provider.tsx';

/** All shops as read by the server, kept current by what is heard. */
export function useLiveToday(read: Today): Today {
  const { today } = useLive();
  return useMemo(() => (today === null ? read : foldToday(read, today)), [read, today]);
}
