'use client';

import type { ReactNode } from 'react';
import { useBoard } from '../live/use-board.ts';
import type { AccountRead } from '../views/account-view.tsx';

const load = () => import('../boards/account-board.tsx').then((module) => module.AccountBoard);

/** Shows what the server drew, then the same with what can be pressed. */
export function ActingAccount({ read, children }: { readonly read: AccountRead; readonly children: ReactNode }) {
  const Board = useBoard(load);
  return Board === null ? children : <Board read={read} />;
}
