import type { Language } from '@tillbridge/shared/format-message';
import { Icon } from './icon.tsx';
import { useSay } from './speech.tsx';

export interface Settings {
  readonly language: Language;
  readonly dark: boolean;
  turnLanguage(): void;
  turnTheme(): void;
}

/** Language and light, changed by whoever stands there. */
export function SettingsButtons({ settings }: { readonly settings: Settings }) {
  const say = useSay();
  return (
    <>
      <button
        type="button"
        className="slim"
        onClick={settings.turnTheme}
        aria-label={say.t(settings.dark ? 'strip.light' : 'strip.dark')}
      >
        <Icon name={settings.dark ? 'sun' : 'moon'} />
      </button>
      <button type="button" onClick={settings.turnLanguage} lang={settings.language === 'th' ? 'en' : 'th'}>
        {settings.language === 'th' ? 'EN' : 'ไทย'}
      </button>
    </>
  );
}
