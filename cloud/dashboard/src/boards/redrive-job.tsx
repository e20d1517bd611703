'use client';

import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { useSpeech } from '../words/speech.tsx';

export interface RedriveJobProps {
  readonly id: string;
  /** What the work is called, so that a reader tells one button from the next. */
  readonly work: string;
}

/** Puts a job that was given up back to work. */
export function RedriveJob({ id, work }: RedriveJobProps) {
  const { jobs: words } = useSpeech().messages;
  const { act, busy, refusal } = useAct();
  return (
    <div className="acts">
      <RefusalNote refusal={refusal} />
      <button
        type="button"
        className="btn"
        disabled={busy}
        aria-label={`${words.redrive}: ${work}`}
        onClick={() => act({ path: '/api/v1/jobs/dead-letters/{id}/redrive', params: { id } })}
      >
        {words.redrive}
      </button>
    </div>
  );
}
