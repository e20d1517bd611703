import { Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import type { Socket } from 'node:net';

/** The part of `fetch` that the delivery uses; a test gives its own. */
export type CloudFetch = (
  url: string,
  init: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body?: Uint8Array<ArrayBuffer> | string;
    readonly signal: AbortSignal;
  },
) => Promise<CloudResponse>;

export interface CloudResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/** A shop sells every few minutes; the line is kept open so that a sale does not wait for a new one. */
const KEEP_ALIVE_MS = 120_000;
const CONNECT_MS = 10_000;
export const ANSWER_BYTES_MAX = 16_777_216;
const KEPT = { keepAlive: true, maxSockets: 1, timeout: KEEP_ALIVE_MS } as const;

/**
 * `fetch` over one kept connection; rejects without a whole answer. A redirect is an answer like any other: a key goes
 * nowhere but to the configured address. Close it when the delivery stops.
 */
export function keptConnection(): { readonly fetch: CloudFetch; close(): Promise<void> } {
  const plain = new PlainAgent(KEPT);
  const secure = new SecureAgent(KEPT);
  let closed = false;
  return {
    fetch: async (url, init) => {
      if (closed) throw new Error('the line is closed');
      const to = new URL(url);
      return to.protocol === 'https:'
        ? ask(secureRequest(to, { ...sent(init), agent: secure }), init.body, 'secureConnect')
        : ask(plainRequest(to, { ...sent(init), agent: plain }), init.body, 'connect');
    },
    async close() {
      closed = true;
      plain.destroy();
      secure.destroy();
    },
  };
}

const sent = ({ method, headers, signal }: Parameters<CloudFetch>[1]) => ({ method, headers, signal });

function ask(
  request: ReturnType<typeof plainRequest>,
  body: Uint8Array | string | undefined,
  connected: 'connect' | 'secureConnect',
): Promise<CloudResponse> {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    request.once('socket', (socket) => giveUpConnecting(request, socket, connected));
    request.once('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      // Read to the end at once: an answer that nobody reads would keep the only connection.
      const text = readWhole(response);
      text.then(
        (whole) =>
          resolve({
            status,
            headers: { get: (name) => headers[name.toLowerCase()]?.toString() ?? null },
            text: async () => whole,
          }),
        reject,
      );
    });
    request.end(body);
  });
}

function giveUpConnecting(request: ReturnType<typeof plainRequest>, socket: Socket, connected: string): void {
  if (!socket.connecting) return;
  const timer = setTimeout(() => request.destroy(new Error('no connection in time')), CONNECT_MS);
  const end = () => clearTimeout(timer);
  socket.once(connected, end);
  socket.once('close', end);
}

async function readWhole(response: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += chunk.length;
    if (bytes > ANSWER_BYTES_MAX) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
