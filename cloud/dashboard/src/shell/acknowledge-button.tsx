'use client';

import { useBoard } from '../live/use-board.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../words/speech.tsx';

const load = () => import('../boards/acknowledge-alarm.tsx').then((module) => module.AcknowledgeAlarm);

/** The button stands at once; what it does follows. */
export function AcknowledgeButton({ id }: { readonly id: string }) {
  const { alarms: words } = useSpeech().messages;
  const Acknowledge = useBoard<{ readonly id: string }>(load);
  if (Acknowledge !== null) return <Acknowledge id={id} />;
  return (
    <button type="button" className="btn mt-2" disabled>
      <Icon name="tick" />
      {words.acknowledge}
    </button>
  );
}
