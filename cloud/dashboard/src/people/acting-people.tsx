'use client';

import type { ReactNode } from 'react';
import type { PeopleBoardProps } from '../boards/people-board.tsx';
import { useBoard } from '../live/use-board.ts';

const load = () => import('../boards/people-board.tsx').then((module) => module.PeopleBoard);

/** Shows what the server drew, then the same with what can be pressed. */
export function ActingPeople({ children, ...read }: PeopleBoardProps & { readonly children: ReactNode }) {
  const Board = useBoard(load);
  return Board === null ? children : <Board {...read} />;
}
