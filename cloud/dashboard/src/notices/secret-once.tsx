'use client';

import { useSpeech } from '../words/speech.tsx';

/** A signing secret that no page shows again. */
export function SecretOnce({ secret, close }: { readonly secret: string; readonly close: () => void }) {
  const { notices: words } = useSpeech().messages;
  return (
    <div className="grid gap-4 mt-1">
      <p className="soft">{words.secretOnce}</p>
      <p className="mono break-all">{secret}</p>
      <button type="button" className="btn first" onClick={close}>
        {words.kept}
      </button>
    </div>
  );
}
