'use client';

import { useBoard } from '../live/use-board.ts';

const load = () => import('../boards/divergence-desk.tsx').then((module) => module.DivergenceDesk);

/** Where a person says what became of a matter; follows after the page stands. */
export function DivergenceActs({ id }: { readonly id: string }) {
  const Desk = useBoard(load);
  return Desk === null ? null : <Desk id={id} />;
}
