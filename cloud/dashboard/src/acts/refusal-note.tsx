'use client';

import { apiFault } from '../parts/broken.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../words/speech.tsx';
import type { Refusal } from './send-act.ts';

/** Why something was refused, what to do about it, and the id to report. Nothing while nothing was refused. */
export function RefusalNote({ refusal, id }: { readonly refusal: Refusal | null; readonly id?: string }) {
  const speech = useSpeech();
  if (refusal === null) return null;
  const { meaning, remedy } = apiFault(refusal.code, speech);
  return (
    <div className="note bad" role="alert" id={id}>
      <Icon name="warning" />
      <div>
        <p className="strong">{meaning}</p>
        <p className="soft">{remedy}</p>
        {refusal.requestId !== undefined && refusal.code !== 'api.wrong-password' && (
          <p className="meta mt-1">
            {speech.messages.broken.request} <span className="mono">{refusal.requestId}</span>
          </p>
        )}
      </div>
    </div>
  );
}
