import type { en } from './en.ts';

declare module 'next-intl' {
  interface AppConfig {
    Locale: 'th' | 'en';
    Messages: typeof en;
  }
}
