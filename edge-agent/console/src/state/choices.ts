import type { Language } from '@tillbridge/shared/format-message';

export type Theme = 'light' | 'dark';

/** Language and theme of this PC; whoever stands there may change them. */
export interface Choices {
  language(): Language;
  setLanguage(language: Language): void;
  /** Undefined: as the PC is set. */
  theme(): Theme | undefined;
  setTheme(theme: Theme | undefined): void;
}

const LANGUAGE = 'tillbridge.language';
const THEME = 'tillbridge.theme';

/** Thai unless the browser is set to English; written to the document at once, so that the first paint is right. */
export function openChoices(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  root: Pick<HTMLElement, 'lang' | 'dataset'>,
  spoken: string,
): Choices {
  const found = storage.getItem(LANGUAGE);
  let language: Language = found === 'th' || found === 'en' ? found : spoken.startsWith('en') ? 'en' : 'th';
  const shown = storage.getItem(THEME);
  let theme: Theme | undefined = shown === 'light' || shown === 'dark' ? shown : undefined;
  const show = () => {
    root.lang = language;
    if (theme === undefined) delete root.dataset['theme'];
    else root.dataset['theme'] = theme;
  };
  show();
  return {
    language: () => language,
    setLanguage(next) {
      language = next;
      storage.setItem(LANGUAGE, next);
      show();
    },
    theme: () => theme,
    setTheme(next) {
      theme = next;
      if (next === undefined) storage.removeItem(THEME);
      else storage.setItem(THEME, next);
      show();
    },
  };
}
