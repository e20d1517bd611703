'use client';

import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import type { AskForMonthProps } from '../shell/ask-for-month.tsx';
import { useSay } from '../words/use-say.ts';

/** Asks the worker to bring a month back, or to take it offline again. */
export function MonthWish({ month, kind, name }: AskForMonthProps) {
  const say = useSay();
  const { act, busy, refusal } = useAct();
  return (
    <>
      <button
        type="button"
        className="btn"
        disabled={busy}
        onClick={() => act({ path: '/api/v1/archive/months/{month}/{wish}', params: { month, wish: kind } })}
      >
        {say.t(busy ? 'archiveWish.busy' : `archiveWish.${kind}`)}
        <span className="hidden-words"> {name}</span>
      </button>
      <RefusalNote refusal={refusal} />
    </>
  );
}
