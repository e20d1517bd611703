import 'server-only';
import { cache } from 'react';
import { currentSettings } from '../settings/current-settings.ts';
import { type Say, sayIn } from './say.ts';
import type { Speech } from './speech.tsx';
import { wordsOf } from './words-of.ts';

/** The words for whoever asked for this page; once a request. */
export const currentSpeech = cache(async (): Promise<Speech> => {
  const { language, year } = await currentSettings();
  return { ...wordsOf(language), year };
});

/** The same, ready to speak: for what is drawn on the server. */
export const currentSay = cache(async (): Promise<Say> => sayIn(await currentSpeech()));
