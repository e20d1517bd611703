'use client';

import { type Speech, useSpeech } from '../words/speech.tsx';
import { Icon } from './icon.tsx';

/** A fault of the API in the reader's language; unknown ones read as a failure on our side. */
export function apiFault(code: string, { faults }: Speech): { readonly meaning: string; readonly remedy: string } {
  const [meaning = '', remedy = ''] = faults[code] ?? faults['api.broken'] ?? [];
  return { meaning, remedy };
}

/** What happened, what to do, retry, and the id to report. The digest of a problem is `problem:<code>:<request id>`. */
export function Broken({ digest, retry }: { readonly digest: string | undefined; readonly retry: () => void }) {
  const speech = useSpeech();
  const words = speech.messages.broken;
  const [, code = 'api.broken', requestId = digest ?? '-'] = digest?.startsWith('problem:') ? digest.split(':') : [];
  const { meaning, remedy } = apiFault(code, speech);
  return (
    <div className="lone">
      <p className="st bad">
        <Icon name="warning" />
        {words.title}
      </p>
      <h1>{meaning}</h1>
      <p className="soft">{remedy}</p>
      <p className="flex gap-2 flex-wrap mt-2">
        <button type="button" className="btn first" onClick={retry}>
          {words.retry}
        </button>
        <a className="btn" href="/">
          {words.toToday}
        </a>
      </p>
      <p className="meta mt-2">
        {words.request} <span className="mono">{requestId}</span>
      </p>
    </div>
  );
}
