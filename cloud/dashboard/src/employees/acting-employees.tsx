'use client';

import type { EmployeePage } from '@tillbridge/shared/reads-employees';
import type { ReactNode } from 'react';
import { useBoard } from '../live/use-board.ts';

export interface ActingEmployeesProps {
  readonly page: EmployeePage;
  /** What the reader holds, and so may give. */
  readonly held: readonly string[];
}

const load = () => import('../boards/employees-board.tsx').then((module) => module.EmployeesBoard);

/** Shows what the server drew, then the same with what can be pressed. */
export function ActingEmployees({ children, ...props }: ActingEmployeesProps & { readonly children: ReactNode }) {
  const Board = useBoard(load);
  return Board === null ? children : <Board {...props} />;
}
