'use client';

import type { ReactNode } from 'react';
import { useBoard } from '../live/use-board.ts';
import type { ServicesRead } from '../views/services-view.tsx';

const load = () => import('../boards/services-board.tsx').then((module) => module.ServicesBoard);

/** Shows what the server drew, then the same with what can be pressed. */
export function ActingServices({ read, children }: { readonly read: ServicesRead; readonly children: ReactNode }) {
  const Board = useBoard(load);
  return Board === null ? children : <Board read={read} />;
}
