'use client';

import type { ReversalDeskProps } from '../boards/reversal-desk.tsx';
import { useBoard } from '../live/use-board.ts';

const load = () => import('../boards/reversal-desk.tsx').then((module) => module.ReversalDesk);

/** What a person may do about taking a movement back; fetched after the page stands. */
export function ReversalActs(props: ReversalDeskProps) {
  const Desk = useBoard(load);
  return Desk === null ? null : <Desk {...props} />;
}
