'use client';

import { RefusalNote } from '../acts/refusal-note.tsx';
import type { Act } from '../acts/send-act.ts';
import { useAct } from '../acts/use-act.ts';
import { useSay } from '../words/use-say.ts';

/** The way back from what a shop sets itself; it can be set again, so it is not asked about. */
export function FollowOrganization({ what, wish }: { readonly what: string; readonly wish: Act }) {
  const say = useSay();
  const { act, busy, refusal } = useAct();
  const word = say.t('defaults.follow');
  return (
    <>
      <button
        type="button"
        className="btn quiet"
        disabled={busy}
        onClick={() => act(wish)}
        aria-label={`${word}: ${what}`}
      >
        {word}
      </button>
      <RefusalNote refusal={refusal} />
    </>
  );
}
