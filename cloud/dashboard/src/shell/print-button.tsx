'use client';

import { useSpeech } from '../words/speech.tsx';

/** Prints the page as it is; its style for paper leaves the shell out. */
export function PrintButton() {
  const { closings: words } = useSpeech().messages;
  return (
    <button type="button" className="btn" onClick={() => window.print()}>
      {words.print}
    </button>
  );
}
