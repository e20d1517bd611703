import type { AddressInfo } from 'node:net';
import type { Receipt } from '@tillbridge/shared/sync';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { buildApi } from '../src/app.ts';
import { around, openTill, postBatch, type TestTill } from './fill-shop.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let god: postgres.Sql;
let org: TestOrganization;
let owner: Cookies;
let till: TestTill;
beforeAll(async () => {
  const clone = await cloneDatabase();
  god = postgres(clone.superUrl, { max: 1, onnotice: () => undefined });
  api = await startApi(clone);
  org = await makeOrganization(api.db, 'Alpha');
  owner = await signInAs(api.app, org.people.owner);
  till = await openTill(api.app, owner, org.shop, org.machine);
}, 60_000);
afterAll(async () => {
  await god.end();
  await api.close();
});

const held = async () => {
  const [row] = await god<{ facts: number; takings: number }[]>`
    select (select count(*)::int from facts) as facts,
      (select coalesce(sum(in_minor - out_minor), 0)::int from cash_transactions) as takings`;
  return row ?? { facts: 0, takings: 0 };
};

/** A process that dies when it is about to answer: what it did is committed, and nobody hears of it. */
async function dyingApi(): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const app = await buildApi(api.options);
  app.server.prependListener('request', (_request, response) => {
    response.end = () => {
      response.socket?.destroy();
      return response;
    };
    response.write = () => false;
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return { origin: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`, close: () => app.close() };
}

it('attack: killed between commit and answer: sent again the batch is a repeat, and counts once', async () => {
  const dying = await dyingApi();
  till.chain.sale({}, around(Date.now()));
  const batch = till.chain.batch(till.incarnation, { from: 1 });
  const before = await held();
  const answer = fetch(`${dying.origin}/v1/sync/batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${till.token}`, 'content-type': 'application/x-ndjson' },
    body: new Uint8Array(batch),
  });
  await expect(answer).rejects.toThrow('fetch failed');
  await dying.close();
  const once = await held();
  expect(once.facts).toBe(before.facts + till.chain.last);
  const again = await postBatch(api.app, till.token, batch);
  expect(again.statusCode, again.body).toBe(200);
  expect(again.json<Receipt>()).toMatchObject({ applied: 0, duplicates: till.chain.last });
  expect(await held()).toEqual(once);
});
