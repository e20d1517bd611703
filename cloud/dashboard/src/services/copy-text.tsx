'use client';

import { useState } from 'react';
import { Icon } from '../parts/icon.tsx';
import { useSay } from '../words/use-say.ts';

/** Copies a text that has to be typed exactly; `what` tells readers which. */
export function CopyText({ text, what }: { readonly text: string; readonly what: string }) {
  const say = useSay();
  const [done, setDone] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setDone(true);
  };
  return (
    <button type="button" className="btn" onClick={copy} aria-label={`${say.t('mine.copy')}: ${what}`}>
      <Icon name={done ? 'tick' : 'copy'} />
      <span aria-live="polite">{done ? say.t('transaction.copied') : say.t('mine.copy')}</span>
    </button>
  );
}
