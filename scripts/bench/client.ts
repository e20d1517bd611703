import { sign } from 'node:crypto';
import type { Pool } from 'undici';
import type { Chain } from './chain.ts';
import type { BenchAgent, CloudRig } from './cloud-rig.ts';

/** One agent's voice: opened, with a token, able to send prepared batches one after the other. */
export interface BenchClient {
  readonly incarnation: string;
  send(batch: Buffer): Promise<{ readonly applied: number; readonly duplicates: number }>;
}

const JSON_TYPE = 'application/json';

/** Exchanges the key for a token and opens the chain's epoch. */
export async function openClient(rig: CloudRig, pool: Pool, agent: BenchAgent, chain: Chain): Promise<BenchClient> {
  const { nonce } = await ask<{ nonce: string }>(pool, 'GET', '/v1/agent/nonce');
  const signature = sign(null, Buffer.from(`${nonce}.${agent.key}`), agent.privateKey).toString('base64url');
  const { token } = await ask<{ token: string }>(pool, 'POST', '/v1/agent/token', { key: agent.key, nonce, signature });
  const installId = String(JSON.parse(chain.header).installId);
  const last = chain.facts.length;
  const { incarnation } = await ask<{ incarnation: string }>(
    pool,
    'POST',
    '/v1/sync/open',
    {
      agent: agent.agent,
      installId,
      start: chain.start,
      epochs: [
        {
          header: chain.header,
          live: true,
          first: 1,
          last,
          lastHash: chain.facts.at(-1)?.hash,
          acked: 0,
          ackedHash: chain.headerHash,
        },
      ],
      files: [],
      software: 'bench',
      clock: new Date().toISOString(),
    },
    token,
  );
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/x-ndjson',
    'content-encoding': 'gzip',
  };
  return {
    incarnation,
    send: async (batch) => {
      const answer = await pool.request({ method: 'POST', path: '/v1/sync/batch', headers, body: batch });
      const text = await answer.body.text();
      if (answer.statusCode !== 200) throw new Error(`${rig.url}/v1/sync/batch answered ${answer.statusCode}: ${text}`);
      return JSON.parse(text);
    },
  };
}

async function ask<T>(pool: Pool, method: 'GET' | 'POST', path: string, body?: object, token?: string): Promise<T> {
  const answer = await pool.request({
    method,
    path,
    headers: {
      ...(body === undefined ? {} : { 'content-type': JSON_TYPE }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}: ${text}`);
  return JSON.parse(text) as T;
}
