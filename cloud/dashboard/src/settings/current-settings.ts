import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { readSettings, type Settings } from './settings.ts';

/** The settings of whoever asked for this page; once a request. */
export const currentSettings = cache(async (): Promise<Settings> => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  return readSettings((name) => jar.get(name)?.value, head.get('accept-language') ?? '');
});
