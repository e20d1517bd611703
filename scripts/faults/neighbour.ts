import { createPrivateKey, randomBytes, sign } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { canonical } from '@tillbridge/shared/canonical';
import { uuidv7 } from '@tillbridge/shared/ids';
import type { CloudHost } from './cloud-host.ts';
import type { Credentials } from './messages.ts';
import { sha256 } from './oracle/cloud-view.ts';
import { WORLD } from './world.ts';

/** Another shop of the same owner, whose batch stands in the middle of its transaction for as long as this is held. */
export interface Neighbour {
  /** Whether its request is still without an answer. */
  readonly stands: boolean;
  /** Lets its request go on, into a refusal: its key was revoked meanwhile, so that it leaves no fact behind. */
  release(): Promise<void>;
}

export async function holdNeighbour(cloud: CloudHost): Promise<Neighbour> {
  const credentials = await cloud.ask<Credentials>('pair', { shop: WORLD.otherShop });
  const post = poster(cloud.url, await tokenOf(cloud.url, credentials));
  const { open, batch } = oneFact(credentials.agent);
  const opened = (await (await post('open', JSON.stringify(open))).json()) as { incarnation: string };
  const letGo = await cloud.holdStream(credentials.agent);
  let stands = true;
  const answered = post('batch', batch(opened.incarnation))
    .catch(() => undefined)
    .finally(() => {
      stands = false;
    });
  await cloud.untilHeldUp();
  return {
    get stands() {
      return stands;
    },
    release: async () => {
      await letGo();
      await answered;
    },
  };
}

/** An epoch with one fact in it, as an agent would write it. */
function oneFact(agent: string): { readonly open: object; readonly batch: (incarnation: string) => Buffer } {
  const [epoch, installId, nonce, boot] = Array.from({ length: 4 }, () => randomBytes(16).toString('hex'));
  const header = canonical({ v: 1, agent, epoch, installId, start: 1, reason: 'first', parent: null });
  const headerHash = sha256(header);
  const occurredAt = new Date().toISOString();
  const line = canonical({
    ...{ v: 1, agent, epoch, sequence: 1, id: uuidv7(Date.now(), randomBytes(10)), kind: 'agent.event' },
    ...{ occurredAt, businessDate: occurredAt.slice(0, 10), mono: { boot, ms: 1 }, clockOk: true },
    ...{ body: { code: 'started', detail: 'the neighbour' }, prev: headerHash },
  });
  const start = { number: 1, nonce };
  const toHash = sha256(line);
  const live = { header, live: true, first: 1, last: 1, lastHash: toHash, acked: 0, ackedHash: headerHash };
  return {
    open: { agent, installId, start, epochs: [live], files: [], software: 'faults', clock: occurredAt },
    batch: (incarnation) => {
      const stats = { pending: 1, oldestPendingMs: 0 };
      const envelope = { epoch, start, incarnation, from: 1, to: 1, toHash, stats };
      return gzipSync(`${JSON.stringify(envelope)}\n${line}\n`);
    },
  };
}

function poster(cloudUrl: string, token: string): (path: 'open' | 'batch', body: string | Buffer) => Promise<Response> {
  return (path, body) =>
    fetch(`${cloudUrl}/v1/sync/${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        ...(path === 'open'
          ? { 'content-type': 'application/json' }
          : { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' }),
      },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    });
}

async function tokenOf(cloudUrl: string, { key, privateKeyPem }: Credentials): Promise<string> {
  const { nonce } = (await (await fetch(`${cloudUrl}/v1/agent/nonce`)).json()) as { nonce: string };
  const signature = sign(null, Buffer.from(`${nonce}.${key}`), createPrivateKey(privateKeyPem)).toString('base64url');
  const answer = await fetch(`${cloudUrl}/v1/agent/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key, nonce, signature }),
  });
  return ((await answer.json()) as { token: string }).token;
}
