'use client';

import type { AnomalyDetail } from '@tillbridge/shared/reads-anomalies';
import { useBoard } from '../live/use-board.ts';

const load = () => import('../boards/unusual-desk.tsx').then((module) => module.UnusualDesk);

/** What a person may record; fetched after the page stands, which is to be read first. */
export function UnusualActs({ detail }: { readonly detail: AnomalyDetail }) {
  const Desk = useBoard(load);
  return Desk === null ? null : <Desk detail={detail} />;
}
