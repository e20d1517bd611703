import { createContext, useContext } from 'react';
import type { Say } from '../words/say.ts';

const SpeechContext = createContext<Say | null>(null);

/** The words of the chosen language, for everything below. */
export const Speech = SpeechContext.Provider;

export function useSay(): Say {
  const say = useContext(SpeechContext);
  if (say === null) throw new Error('used outside of Speech');
  return say;
}
