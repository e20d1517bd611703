'use client';

import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { useSpeech } from '../words/speech.tsx';

interface EndSessionsProps {
  readonly path: string;
  readonly which?: 'end' | 'endOthers' | 'endAll';
}

/** Ends one session or several, at `path`. What it ended is gone from the list; the device there is asked to sign in again. */
export function EndSessions({ path, which = 'end' }: EndSessionsProps) {
  const { session: words } = useSpeech().messages;
  const { act, busy, refusal } = useAct();
  const word = { end: words.end, endOthers: words.endOthers, endAll: words.endAll }[which];
  return (
    <>
      <button type="button" className="btn" disabled={busy} onClick={() => act({ path })}>
        {word}
      </button>
      <RefusalNote refusal={refusal} />
    </>
  );
}
