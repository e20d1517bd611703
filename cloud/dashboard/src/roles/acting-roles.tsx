'use client';

import type { Me } from '@tillbridge/shared/reads';
import type { ReactNode } from 'react';
import { useBoard } from '../live/use-board.ts';
import type { RolesRead } from '../views/roles-view.tsx';

export interface ActingRolesProps {
  readonly read: RolesRead;
  readonly shops: Me['shops'];
}

const load = () => import('../boards/roles-board.tsx').then((module) => module.RolesBoard);

/** Shows what the server drew, then the same with what can be pressed. */
export function ActingRoles({ children, ...props }: ActingRolesProps & { readonly children: ReactNode }) {
  const Board = useBoard(load);
  return Board === null ? children : <Board {...props} />;
}
