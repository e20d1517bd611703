'use client';

import { useBoard } from '../live/use-board.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../words/speech.tsx';

export interface ExportButtonProps {
  /** Its name in the registry of lists that can be taken out. */
  readonly list: string;
  /** The filters of the screen, as they stand in its address. */
  readonly filters: Readonly<Record<string, string>>;
}

const load = () => import('../boards/export-menu.tsx').then((module) => module.ExportMenu);

/** The button stands at once; what it does follows. For whoever holds `export.run`. */
export function ExportButton(props: ExportButtonProps) {
  const { exports: words } = useSpeech().messages;
  const Menu = useBoard(load);
  if (Menu !== null) return <Menu {...props} />;
  return (
    <button type="button" className="btn" disabled>
      <Icon name="save" />
      {words.export}
    </button>
  );
}
