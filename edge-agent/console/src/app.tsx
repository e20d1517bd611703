import { useMemo, useState, useSyncExternalStore } from 'react';
import type { AgentApi } from './api/agent-api.ts';
import { Speech } from './parts/speech.tsx';
import { Counter } from './screens/counter.tsx';
import { Gate } from './screens/gate.tsx';
import type { Choices } from './state/choices.ts';
import type { ShopConsole } from './state/shop-console.ts';
import { useIdleLock } from './state/use-idle-lock.ts';
import { sayIn } from './words/say.ts';

export interface AppProps {
  readonly shop: ShopConsole;
  readonly api: AgentApi;
  readonly choices: Choices;
}

/** The gate until somebody is signed in, the counter after that. */
export function App({ shop, api, choices }: AppProps) {
  const state = useSyncExternalStore(shop.subscribe, shop.state);
  const [, again] = useState(0);
  const language = choices.language();
  const say = useMemo(() => sayIn(language), [language]);
  const settings = {
    language,
    dark: isDark(choices),
    turnLanguage() {
      choices.setLanguage(language === 'th' ? 'en' : 'th');
      again((n) => n + 1);
    },
    turnTheme() {
      choices.setTheme(isDark(choices) ? 'light' : 'dark');
      again((n) => n + 1);
    },
  };
  useIdleLock(shop, state);
  return (
    <Speech value={say}>
      {state.session === undefined ? (
        <Gate shop={shop} api={api} state={state} settings={settings} />
      ) : (
        <Counter shop={shop} api={api} state={state} session={state.session} settings={settings} />
      )}
    </Speech>
  );
}

const isDark = (choices: Choices) =>
  (choices.theme() ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
