'use client';

import type { QuarantineDeskProps } from '../boards/quarantine-desk.tsx';
import { useBoard } from '../live/use-board.ts';

const load = () => import('../boards/quarantine-desk.tsx').then((module) => module.QuarantineDesk);

/** What a person may do about a line; fetched after the page stands, which is to be read first. */
export function QuarantineActs(props: QuarantineDeskProps) {
  const Desk = useBoard(load);
  return Desk === null ? null : <Desk {...props} />;
}
