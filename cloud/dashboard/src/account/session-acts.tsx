'use client';

import { RefusalNote } from '../acts/refusal-note.tsx';
import type { Act } from '../acts/send-act.ts';
import { useAct } from '../acts/use-act.ts';
import { useSpeech } from '../words/speech.tsx';

interface EndSessionsProps {
  readonly wish: Act;
  readonly which?: 'end' | 'endOthers' | 'endAll';
}

/** Ends one session or several. What it ended is gone from the list; the device there is asked to sign in again. */
export function EndSessions({ wish, which = 'end' }: EndSessionsProps) {
  const { session: words } = useSpeech().messages;
  const { act, busy, refusal } = useAct();
  const word = { end: words.end, endOthers: words.endOthers, endAll: words.endAll }[which];
  return (
    <>
      <button type="button" className="btn" disabled={busy} onClick={() => act(wish)}>
        {word}
      </button>
      <RefusalNote refusal={refusal} />
    </>
  );
}
