import WebSocket from 'ws';
import { until } from './wait.ts';
import { WORLD } from './world.ts';

/** An open page of the owner's, as far as a socket can tell. */
export interface LivePage {
  /** When a transaction first stood on the page, by `performance.now()`; undefined while it did not. */
  heardAtMs(transaction: string): number | undefined;
  /** Reads nothing any more, as a page on a dead line: what is sent to it piles up. */
  stall(): void;
  close(): void;
}

const ORIGIN = 'http://127.0.0.1';
const SNAPSHOT_MS = 10_000;

/** Signs in as the owner does; answers the cookies. */
export async function signInOwner(cloudUrl: string): Promise<string> {
  const answer = await fetch(`${cloudUrl}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: ORIGIN },
    body: JSON.stringify({ email: WORLD.email, password: WORLD.password }),
  });
  if (!answer.ok) throw new Error(`the owner could not sign in: ${answer.status} ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

/** Opens the live socket and waits for its snapshot. */
export async function openLivePage(cloudUrl: string, cookie: string): Promise<LivePage> {
  const heard = new Map<string, number>();
  let snapshot = false;
  const socket = new WebSocket(`${cloudUrl.replace(/^http/, 'ws')}/api/v1/live`, {
    headers: { cookie, origin: ORIGIN },
  });
  socket.on('error', () => undefined);
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as { type: string; transactions?: readonly { id: string }[] };
    if (message.type === 'snapshot') snapshot = true;
    for (const { id } of message.transactions ?? []) if (!heard.has(id)) heard.set(id, performance.now());
  });
  await until('a snapshot of the live page', SNAPSHOT_MS, async () => (snapshot ? true : undefined));
  return {
    heardAtMs: (transaction) => heard.get(transaction),
    stall: () => socket.pause(),
    close: () => socket.terminate(),
  };
}
