'use client';

import { AskDialog } from '../parts/ask-dialog.tsx';
import { useSpeech } from '../words/speech.tsx';

/** The recovery codes, this one time. */
export function RecoveryCodes({ codes, close }: { readonly codes: readonly string[]; readonly close: () => void }) {
  const { mine: words } = useSpeech().messages;
  return (
    <AskDialog title={words.codesTitle} close={close}>
      <div className="grid gap-4 mt-1">
        <p className="soft">{words.codesWhy}</p>
        <ul className="codes">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <div className="ends">
          <button type="button" className="btn" onClick={() => navigator.clipboard.writeText(codes.join('\n'))}>
            {words.copy}
          </button>
          <button type="button" className="btn first" onClick={close}>
            {words.kept}
          </button>
        </div>
      </div>
    </AskDialog>
  );
}
