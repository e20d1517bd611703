'use client';

import type { OrganizationSettings } from '@tillbridge/shared/reads-settings';
import type { ReactNode } from 'react';
import { useBoard } from '../live/use-board.ts';

export interface ActingOrganizationProps {
  readonly settings: OrganizationSettings;
  readonly timeZone: string;
}

const load = () => import('../boards/organization-board.tsx').then((module) => module.OrganizationBoard);

/** Shows what the server drew, then the same with what can be pressed. */
export function ActingOrganization({ children, ...props }: ActingOrganizationProps & { readonly children: ReactNode }) {
  const Board = useBoard(load);
  return Board === null ? children : <Board {...props} />;
}
