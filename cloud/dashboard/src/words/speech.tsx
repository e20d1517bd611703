'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { Year } from '../format/time.ts';
import type { Words } from './words-of.ts';

/** The words of one language and the year its screens show. */
export interface Speech extends Words {
  readonly year: Year;
}

const SpeechContext = createContext<Speech | null>(null);

export function SpeechProvider({ speech, children }: { readonly speech: Speech; readonly children: ReactNode }) {
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

/** The plain words, for leaves that fill nothing in: they stay small. */
export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (speech === null) throw new Error('used outside of SpeechProvider');
  return speech;
}
