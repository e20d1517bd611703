'use client';

import type { RetiredMachine } from '@tillbridge/shared/machine-set-up';
import type { MachineNow } from '@tillbridge/shared/reads';
import type { ReactNode } from 'react';
import { useBoard } from '../live/use-board.ts';

export interface ShopMachinesProps {
  readonly shopId: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly machines: readonly MachineNow[];
  readonly retired: readonly RetiredMachine[];
}

const load = () => import('../boards/shop-machines-board.tsx').then((module) => module.ShopMachinesBoard);

/** Shows what the server drew, then the same with what can be pressed. */
export function ShopMachines({ children, ...props }: ShopMachinesProps & { readonly children: ReactNode }) {
  const Board = useBoard(load);
  return Board === null ? children : <Board {...props} />;
}
