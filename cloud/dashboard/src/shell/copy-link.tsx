'use client';

import { useState } from 'react';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../words/speech.tsx';

/** Copies the address of this page; a colleague sees the same within their rights. */
export function CopyLink() {
  const { transaction: words } = useSpeech().messages;
  const [done, setDone] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(location.href);
    setDone(true);
  };
  return (
    <button type="button" className="btn" onClick={copy}>
      <Icon name={done ? 'tick' : 'copy'} />
      <span aria-live="polite">{done ? words.copied : words.copy}</span>
    </button>
  );
}
