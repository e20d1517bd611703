'use client';

import type { ArchiveWishKind } from '@tillbridge/shared/reads-archive';
import { useBoard } from '../live/use-board.ts';
import { useSpeech } from '../words/speech.tsx';

export interface AskForMonthProps {
  readonly month: string;
  readonly kind: ArchiveWishKind;
  /** The month in words, for whoever only hears the button. */
  readonly name: string;
}

const load = () => import('../boards/month-wish.tsx').then((module) => module.MonthWish);

/** The button stands at once; what it does follows. */
export function AskForMonth(props: AskForMonthProps) {
  const { archiveWish: words } = useSpeech().messages;
  const Wish = useBoard(load);
  if (Wish !== null) return <Wish {...props} />;
  return (
    <button type="button" className="btn" disabled>
      {props.kind === 'archive' ? words.archive : words.restore}
    </button>
  );
}
