'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useState } from 'react';
import { useSpeech } from '../words/speech.tsx';
import { type Act, type Acted, type Refusal, sendAct } from './send-act.ts';

export interface Acting<T> {
  /** Resolves to the answer, or to null when it was refused. */
  readonly act: (wish: Act) => Promise<T | null>;
  readonly busy: boolean;
  readonly refusal: Refusal | null;
  readonly forget: () => void;
}

const ASKS_FOR_PROOF = 'api.step-up';

/**
 * One change at a time; what was read is read again after it, so that the page shows what now holds. Where the API wants
 * a fresh proof of who sits here, it is asked for in a dialog and the same change is sent again.
 */
export function useAct<T = unknown>(): Acting<T> {
  const router = useRouter();
  const speech = useSpeech();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const act = useCallback(
    async (wish: Act) => {
      setBusy(true);
      setRefusal(null);
      let acted = await sendAct<T>(wish);
      if (asksForProof(acted)) {
        // Fetched when it is first needed: most visits prove nothing twice.
        const proven = await import('./ask-proof.tsx').then(({ askProof }) => askProof(speech)).catch(() => false);
        if (proven) acted = await sendAct<T>(wish);
      }
      setBusy(false);
      if ('refused' in acted) {
        setRefusal(acted.refused);
        return null;
      }
      router.refresh();
      return acted.done;
    },
    [router, speech],
  );
  return { act, busy, refusal, forget: useCallback(() => setRefusal(null), []) };
}

function asksForProof(acted: Acted<unknown>): boolean {
  return 'refused' in acted && acted.refused.code === ASKS_FOR_PROOF;
}
