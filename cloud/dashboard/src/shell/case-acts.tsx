'use client';

import type { CaseDetail } from '@tillbridge/shared/reads-cases';
import { useBoard } from '../live/use-board.ts';

const load = () => import('../boards/case-desk.tsx').then((module) => module.CaseDesk);

/** What a person may record; fetched after the page stands, which is to be read first. */
export function CaseActs({ detail }: { readonly detail: CaseDetail }) {
  const Desk = useBoard(load);
  return Desk === null ? null : <Desk detail={detail} />;
}
