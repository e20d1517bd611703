'use client';

import type { RedriveJobProps } from '../boards/redrive-job.tsx';
import { useBoard } from '../live/use-board.ts';

const load = () => import('../boards/redrive-job.tsx').then((module) => module.RedriveJob);

/** Follows once the page stands. */
export function RedriveButton(props: RedriveJobProps) {
  const Redrive = useBoard<RedriveJobProps>(load);
  return Redrive === null ? null : <Redrive {...props} />;
}
