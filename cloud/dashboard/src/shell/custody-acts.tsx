'use client';

import type { CollectionDetail } from '@tillbridge/shared/reads-collections';
import { useBoard } from '../live/use-board.ts';

const load = () => import('../boards/custody-desk.tsx').then((module) => module.CustodyDesk);

/** What a person may add to the chain; fetched after the page stands. */
export function CustodyActs({ detail }: { readonly detail: CollectionDetail }) {
  const Desk = useBoard(load);
  return Desk === null ? null : <Desk detail={detail} />;
}
