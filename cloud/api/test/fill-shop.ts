import { gzipSync } from 'node:zlib';
import type { OpenAnswer, Receipt } from '@tillbridge/shared/sync';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { Chain } from '../../core/test/build-facts.ts';
import { type Cookies, pairAgent, type TestAgent } from './start-api.ts';

const BANGKOK_LESS_CUT_OFF_MS = 3 * 3_600_000;

/** The clock of the test shops, as UTC fields: Bangkok, with days that begin at four in the morning. */
export function shopClock(at: number): Date {
  return new Date(at + BANGKOK_LESS_CUT_OFF_MS);
}

export function shopDay(at: number): string {
  return shopClock(at).toISOString().slice(0, 10);
}

/** When a fact happened, and on which business day of the test shops. */
export function around(at: number): { readonly occurredAt: string; readonly businessDate: string } {
  return { occurredAt: new Date(at).toISOString(), businessDate: shopDay(at) };
}

/** A paired till with a journal, speaking to the real routes. */
export interface TestTill {
  readonly agent: TestAgent;
  readonly chain: Chain;
  readonly token: string;
  readonly incarnation: string;
  /** Sends what was added since the last time. */
  deliver(): Promise<Receipt>;
}

export async function openTill(
  app: FastifyInstance,
  cookies: Cookies,
  shop: string,
  machine: string,
): Promise<TestTill> {
  const agent = await pairAgent(app, cookies, shop);
  const token = await agent.token();
  const chain = new Chain({ agent: agent.agent, machine });
  const opened = await post(app, token, '/v1/sync/open', chain.open());
  if (opened.statusCode !== 200) throw new Error(`open failed: ${opened.body}`);
  const { incarnation } = opened.json<OpenAnswer>();
  let sent = 0;
  const deliver = async () => {
    const response = await postBatch(app, token, chain.batch(incarnation, { from: sent + 1 }));
    if (response.statusCode !== 200) throw new Error(`batch failed: ${response.body}`);
    sent = chain.last;
    return response.json<Receipt>();
  };
  return { agent, chain, token, incarnation, deliver };
}

export function post(
  app: FastifyInstance,
  token: string,
  url: string,
  payload: object,
): Promise<LightMyRequestResponse> {
  return app.inject({ method: 'POST', url, headers: { authorization: `Bearer ${token}` }, payload });
}

export function postBatch(app: FastifyInstance, token: string, bytes: Buffer): Promise<LightMyRequestResponse> {
  return app.inject({
    method: 'POST',
    url: '/v1/sync/batch',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
    payload: gzipSync(bytes),
  });
}
