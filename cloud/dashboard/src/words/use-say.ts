'use client';

import { useMemo } from 'react';
import { type Say, sayIn } from './say.ts';
import { useSpeech } from './speech.tsx';

/** Everything a live board needs to speak. */
export function useSay(): Say {
  const speech = useSpeech();
  return useMemo(() => sayIn(speech), [speech]);
}
