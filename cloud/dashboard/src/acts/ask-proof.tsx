'use client';

import { createRoot } from 'react-dom/client';
import { type Speech, SpeechProvider } from '../words/speech.tsx';
import { ProofDialog } from './proof-dialog.tsx';

/** Asks whoever sits here for the password or a code of the app. True once it was right, false when it was let be. */
export function askProof(speech: Speech): Promise<boolean> {
  return new Promise((resolve) => {
    const place = document.body.appendChild(document.createElement('div'));
    const root = createRoot(place);
    const done = (proven: boolean) => {
      root.unmount();
      place.remove();
      resolve(proven);
    };
    root.render(
      <SpeechProvider speech={speech}>
        <ProofDialog done={done} />
      </SpeechProvider>,
    );
  });
}
