import type { LiveMessage } from '@tillbridge/shared/live';
import type { ShopPage, Today } from '@tillbridge/shared/reads';
import WebSocket from 'ws';

/** An owner who looks: what the dashboard's pages read, and what an open page hears. */
export interface RigViewer {
  today(): Promise<Today>;
  shop(shopId: string): Promise<ShopPage>;
  /** Transactions that reached the open page so far, by id, and when: milliseconds of this PC's clock. */
  readonly heard: ReadonlyMap<string, number>;
  close(): void;
}

export interface ViewerOptions {
  readonly origin: string;
  readonly email: string;
  readonly password: string;
}

const RECONNECT_MS = 50;

/** Signs in and keeps one page open, which reconnects by itself as the dashboard's does. */
export async function openViewer({ origin, email, password }: ViewerOptions): Promise<RigViewer> {
  const headers = { 'content-type': 'application/json', origin, 'sec-fetch-site': 'same-origin' };
  const body = JSON.stringify({ email, password });
  const session = await fetch(`${origin}/api/v1/session`, { method: 'POST', headers, body });
  if (!session.ok) throw new Error(`the owner could not sign in (${session.status}): ${await session.text()}`);
  const cookie = session.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const read = async (path: string): Promise<unknown> => {
    const answer = await fetch(`${origin}${path}`, { headers: { ...headers, cookie } });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  const page = openPage(`${origin.replace(/^http/, 'ws')}/api/v1/live`, { origin, cookie });
  return {
    today: async () => (await read('/api/v1/today')) as Today,
    shop: async (shopId) => (await read(`/api/v1/shops/${shopId}`)) as ShopPage,
    ...page,
  };
}

function openPage(url: string, headers: Readonly<Record<string, string>>): Pick<RigViewer, 'heard' | 'close'> {
  const heard = new Map<string, number>();
  let socket: WebSocket | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const open = () => {
    socket = new WebSocket(url, { headers });
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as LiveMessage;
      if (message.type === 'shop') for (const { id } of message.transactions) heard.set(id, Date.now());
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (!closed) timer = setTimeout(open, RECONNECT_MS);
    });
  };
  open();
  return {
    heard,
    close() {
      closed = true;
      clearTimeout(timer);
      socket?.terminate();
    },
  };
}
