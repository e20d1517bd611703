'use client';

import type { MappingDeskProps } from '../boards/mapping-desk.tsx';
import { useBoard } from '../live/use-board.ts';

const load = () => import('../boards/mapping-desk.tsx').then((module) => module.MappingDesk);

/** What a person may do about a mapping; fetched after the page stands. */
export function MappingActs(props: MappingDeskProps) {
  const Desk = useBoard(load);
  return Desk === null ? null : <Desk {...props} />;
}
