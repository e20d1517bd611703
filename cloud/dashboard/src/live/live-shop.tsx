'use client';

import type { ShopPage } from '@tillbridge/shared/reads';
import type { ReactNode } from 'react';
import { useBoard } from './use-board.ts';

const load = () => import('../boards/shop-board.tsx').then((module) => module.ShopBoard);

/** Shows what the server drew, then the same kept current. */
export function LiveShop({ read, children }: { readonly read: ShopPage; readonly children: ReactNode }) {
  const Board = useBoard(load);
  return Board === null ? children : <Board read={read} />;
}
