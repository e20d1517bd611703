'use client';

import type { ReactNode } from 'react';
import { useBoard } from '../live/use-board.ts';
import type { PersonRead } from '../views/person-view.tsx';

const load = () => import('../boards/person-board.tsx').then((module) => module.PersonBoard);

/** Shows what the server drew, then the same with what can be pressed. */
export function ActingPerson({ read, children }: { readonly read: PersonRead; readonly children: ReactNode }) {
  const Board = useBoard(load);
  return Board === null ? children : <Board read={read} />;
}
