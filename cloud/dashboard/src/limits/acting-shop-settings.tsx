'use client';

import type { ShopSettings } from '@tillbridge/shared/reads-employees';
import type { ReactNode } from 'react';
import { useBoard } from '../live/use-board.ts';

export interface ActingShopSettingsProps {
  readonly settings: ShopSettings;
  /** Whether the reader may change what holds there. */
  readonly may: boolean;
  /** Whether the reader may set its day and close it. */
  readonly manages: boolean;
}

const load = () => import('../boards/shop-settings-board.tsx').then((module) => module.ShopSettingsBoard);

/** Shows what the server drew, then the same with what can be pressed. */
export function ActingShopSettings({ children, ...props }: ActingShopSettingsProps & { readonly children: ReactNode }) {
  const Board = useBoard(load);
  return Board === null ? children : <Board {...props} />;
}
