'use client';

import type { AddChannelProps } from '../boards/add-channel.tsx';
import { useBoard } from '../live/use-board.ts';
import { useSpeech } from '../words/speech.tsx';

const load = () => import('../boards/add-channel.tsx').then((module) => module.AddChannel);

/** The button stands at once; the form follows. */
export function AddChannelButton(props: AddChannelProps) {
  const { notices: words } = useSpeech().messages;
  const Add = useBoard<AddChannelProps>(load);
  if (Add !== null) return <Add {...props} />;
  return (
    <button type="button" className="btn first" disabled>
      {words.add}
    </button>
  );
}
