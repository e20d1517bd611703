import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { EVENTS_PATH, openAgentApi } from './api/agent-api.ts';
import { openCall } from './api/call.ts';
import { follow } from './api/follow.ts';
import { App } from './app.tsx';
import './look/console.css';
import { openChoices } from './state/choices.ts';
import { openIntents } from './state/intents.ts';
import { keepSession } from './state/session.ts';
import { openShopConsole } from './state/shop-console.ts';

const session = keepSession(sessionStorage);
const api = openAgentApi(openCall(() => session.current()?.token));
const shop = openShopConsole({
  api,
  session,
  intents: openIntents(sessionStorage),
  follow: (options) => follow({ path: EVENTS_PATH, ...options }),
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  newKey: () => `console-${crypto.randomUUID()}`,
  now: () => new Date().toISOString(),
});
const choices = openChoices(localStorage, document.documentElement, navigator.language);

const place = document.getElementById('console');
if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <App shop={shop} api={api} choices={choices} />
    </StrictMode>,
  );
}
