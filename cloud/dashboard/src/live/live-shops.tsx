'use client';

import type { Today } from '@tillbridge/shared/reads';
import type { ReactNode } from 'react';
import { useBoard } from './use-board.ts';

const load = () => import('../boards/shops-board.tsx').then((module) => module.ShopsBoard);

export interface LiveShopsProps {
  readonly read: Today;
  readonly adds: boolean;
}

/** Shows what the server drew, then the same kept current. */
export function LiveShops({ children, ...props }: LiveShopsProps & { readonly children: ReactNode }) {
  const Board = useBoard(load);
  return Board === null ? children : <Board {...props} />;
}
