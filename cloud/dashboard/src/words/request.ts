import { getRequestConfig } from 'next-intl/server';
import { currentSettings } from '../settings/current-settings.ts';
import { wordsOf } from './words-of.ts';

export default getRequestConfig(async () => {
  const { language } = await currentSettings();
  return { locale: language, messages: wordsOf(language).messages, timeZone: 'UTC' };
});
