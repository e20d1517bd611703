'use client';

import { useSpeech } from '../words/speech.tsx';

export interface DialogEndsProps {
  readonly close: () => void;
  readonly busy: boolean;
  /** The verb of what is about to be done. */
  readonly submit: string;
  readonly grave?: boolean;
}

/** The two ways out of a dialog: leave it, or do it. */
export function DialogEnds({ close, busy, submit, grave = false }: DialogEndsProps) {
  const { ends: words } = useSpeech().messages;
  return (
    <div className="ends">
      <button type="button" className="btn quiet" onClick={close}>
        {words.cancel}
      </button>
      <button type="submit" className={grave ? 'btn grave' : 'btn first'} disabled={busy}>
        {submit}
      </button>
    </div>
  );
}
