'use client';

import type { UnknownNamesProps } from '../boards/unknown-names.tsx';
import { useBoard } from '../live/use-board.ts';

const load = () => import('../boards/unknown-names.tsx').then((module) => module.UnknownNames);

/** Names of a line that its shop does not know; fetched after the page stands, which is to be read first. */
export function NameActs(props: UnknownNamesProps) {
  const Names = useBoard(load);
  return Names === null ? null : <Names {...props} />;
}
