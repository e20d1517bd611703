import type { Metadata, Viewport } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { plexLatin, plexThai } from '../fonts.ts';
import { currentSettings } from '../settings/current-settings.ts';
import { currentSpeech } from '../words/current-say.ts';
import { SpeechProvider } from '../words/speech.tsx';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return {
    title: { default: 'Tillbridge', template: '%s · Tillbridge' },
    description: t('signIn.promise'),
    robots: { index: false },
  };
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#101113' },
  ],
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const [{ language, theme }, speech] = await Promise.all([currentSettings(), currentSpeech()]);
  return (
    <html
      lang={language}
      data-theme={theme === 'system' ? undefined : theme}
      className={`${plexLatin.variable} ${plexThai.variable}`}
      suppressHydrationWarning
    >
      <body>
        <SpeechProvider speech={speech}>{children}</SpeechProvider>
      </body>
    </html>
  );
}
