import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openStore } from '@tillbridge/core/store/open-store';
import type { S3Server } from './start-s3.ts';

export interface ConditionalDoor {
  readonly address: string;
  /** The If-None-Match of each put, in their order. */
  readonly conditions: readonly (string | undefined)[];
  /** Called before a put is decided. */
  beforePut: () => Promise<void>;
  close(): Promise<void>;
}

const PRECONDITION_FAILED = 412;
/** Before each key of the store in the path of a request. */
const BUCKET_PATH = '/till/kept/';

/** A door before the server that knows what s3rver does not: a put with `If-None-Match: *` where something lies is refused. */
export async function conditionalDoor(s3: S3Server): Promise<ConditionalDoor> {
  const behind = new URL(new URL(s3.address).searchParams.get('endpoint') ?? '');
  const inside = openStore(s3.address, s3.keys);
  const conditions: (string | undefined)[] = [];
  const ask = (method: string, path: string, headers: NodeJS.Dict<string | string[]>, body: Buffer) =>
    new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }>((resolve, reject) => {
      const asked = request({ host: behind.hostname, port: behind.port, method, path, headers }, async (answer) => {
        const chunks = await answer.toArray();
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks as Buffer[]) });
      });
      asked.once('error', reject);
      asked.end(body);
    });
  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming;
    const body = Buffer.concat((await incoming.toArray()) as Buffer[]);
    if (method === 'PUT') {
      conditions.push(headers['if-none-match']);
      await door.beforePut();
      const refused = headers['if-none-match'] === '*' && (await inside.get(url.slice(BUCKET_PATH.length))) !== null;
      if (refused) return void outgoing.writeHead(PRECONDITION_FAILED).end();
    }
    const answer = await ask(method, url, headers, body);
    outgoing.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const door: ConditionalDoor = {
    address: s3.address.replace(behind.host, `127.0.0.1:${port}`),
    conditions,
    beforePut: async () => undefined,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  return door;
}
