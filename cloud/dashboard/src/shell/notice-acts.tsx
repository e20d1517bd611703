'use client';

import type { NoticeActsBoardProps } from '../boards/notice-acts-board.tsx';
import { useBoard } from '../live/use-board.ts';

const load = () => import('../boards/notice-acts-board.tsx').then((module) => module.NoticeActsBoard);

/** What can be done with a channel or a notice; follows once the page stands. */
export function NoticeActs(props: NoticeActsBoardProps) {
  const Board = useBoard<NoticeActsBoardProps>(load);
  return Board === null ? null : <Board {...props} />;
}
