'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useState } from 'react';
import { useSpeech } from '../words/speech.tsx';
import { type Acted, type ActOf, type ActPath, type DoneOf, type Refusal, sendAct } from './send-act.ts';

export interface Acting {
  /** Resolves to the answer, or to null when it was refused. */
  readonly act: <Path extends ActPath>(wish: ActOf<Path>) => Promise<DoneOf<Path> | null>;
  readonly busy: boolean;
  readonly refusal: Refusal | null;
  readonly forget: () => void;
}

const ASKS_FOR_PROOF = 'api.step-up';

/**
 * One change at a time; what was read is read again after it, so that the page shows what now holds. Where the API wants
 * a fresh proof of who sits here, it is asked for in a dialog and the same change is sent again.
 */
export function useAct(): Acting {
  const router = useRouter();
  const speech = useSpeech();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const act = useCallback(
    async <Path extends ActPath>(wish: ActOf<Path>) => {
      setBusy(true);
      setRefusal(null);
      let acted = await sendAct(wish);
      if (asksForProof(acted)) {
        // Fetched when it is first needed: most visits prove nothing twice.
        const proven = await import('./ask-proof.tsx').then(({ askProof }) => askProof(speech)).catch(() => false);
        if (proven) acted = await sendAct(wish);
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
