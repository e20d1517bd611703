'use client';

import type { Me } from '@tillbridge/shared/reads';
import { useBoard } from '../live/use-board.ts';

export interface PairShopProps {
  readonly shop: Me['shops'][number];
  readonly agentId: string | undefined;
  readonly codeId: string | undefined;
}

const load = () => import('../boards/pairing-desk.tsx').then((module) => module.PairingDesk);

/** The ceremony follows after the page stands. */
export function PairShop(props: PairShopProps) {
  const Desk = useBoard(load);
  return Desk === null ? <div className="pair" aria-busy="true" /> : <Desk {...props} />;
}
