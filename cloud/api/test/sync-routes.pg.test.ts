import { gzipSync } from 'node:zlib';
import { withTenant } from '@tillbridge/core/db/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { openTill, post, postBatch, type TestTill } from './fill-shop.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let org: TestOrganization;
let till: TestTill;
beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  org = await makeOrganization(api.db, 'Alpha');
  const owner = await signInAs(api.app, org.people.owner);
  till = await openTill(api.app, owner, org.shop, org.machine);
});
afterAll(() => api.close());

const send = (payload: Buffer | string, headers: Record<string, string> = {}) =>
  api.app.inject({
    method: 'POST',
    url: '/v1/sync/batch',
    headers: { authorization: `Bearer ${till.token}`, 'content-type': 'application/x-ndjson', ...headers },
    payload,
  });

describe('a batch over HTTP', () => {
  it('is taken into custody byte for byte, compressed or not', async () => {
    till.chain.sales(2);
    const plain = await send(till.chain.batch(till.incarnation, { from: 1 }));
    expect(plain.json()).toMatchObject({ applied: 2, duplicates: 0, highWater: 2 });
    till.chain.sale();
    const zipped = await postBatch(api.app, till.token, till.chain.batch(till.incarnation, { from: 3 }));
    expect(zipped.json()).toMatchObject({ applied: 1, highWater: 3, highWaterHash: till.chain.hashAt(3) });
    const rows = await withTenant(
      api.db,
      org.id,
      (tx) => tx<{ raw: Buffer }[]>`select raw from facts order by sequence`,
    );
    expect(rows.map((row) => row.raw.toString())).toEqual(till.chain.facts.map((fact) => fact.line.toString()));
  });

  it('answers the code of the delivery when it is refused', async () => {
    const gap = await postBatch(api.app, till.token, till.chain.batch('0'.repeat(32)));
    expect(gap.json()).toMatchObject({ code: 'sync.reopen', status: 409 });
    expect(gap.headers['content-type']).toContain('application/problem+json');
  });

  it('is refused as too large when it would expand beyond the limit, whatever it weighs', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1_048_576));
    expect(bomb.length).toBeLessThan(100_000);
    const response = await send(bomb, { 'content-encoding': 'gzip' });
    expect(response.json()).toMatchObject({ code: 'sync.batch-too-large', status: 413 });
  });

  it('is refused as too large when its bytes are', async () => {
    const random = Buffer.from(Array.from({ length: 1_200_000 }, (_, index) => (index * 2_654_435_761) >>> 24));
    const compressed = await send(random, { 'content-encoding': 'gzip' });
    expect(compressed.json()).toMatchObject({ code: 'sync.batch-too-large', status: 413 });
    const plain = await send(Buffer.alloc(5 * 1_048_576, 0x20));
    expect(plain.json()).toMatchObject({ code: 'sync.batch-too-large', status: 413 });
  });

  it('is refused when it is cut short, of another encoding or of another type', async () => {
    const whole = gzipSync(till.chain.batch(till.incarnation));
    expect((await send(whole.subarray(0, whole.length - 20), { 'content-encoding': 'gzip' })).json()).toMatchObject({
      code: 'api.invalid',
    });
    expect((await send(whole, { 'content-encoding': 'br' })).json()).toMatchObject({ code: 'api.media-type' });
    expect((await send('{}', { 'content-type': 'application/json' })).json()).toMatchObject({ code: 'api.media-type' });
    expect((await send('')).statusCode).toBe(400);
  });

  it('is not even read before the agent is known', async () => {
    const response = await api.app.inject({
      method: 'POST',
      url: '/v1/sync/batch',
      headers: { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
      payload: 'not gzip',
    });
    expect(response.json()).toMatchObject({ code: 'agent.token', status: 401 });
  });
});

describe('an open over HTTP', () => {
  it('may be compressed, and names its own agent only', async () => {
    const open = till.chain.open();
    const response = await api.app.inject({
      method: 'POST',
      url: '/v1/sync/open',
      headers: {
        authorization: `Bearer ${till.token}`,
        'content-type': 'application/json',
        'content-encoding': 'gzip',
      },
      payload: gzipSync(JSON.stringify(open)),
    });
    expect(response.json()).toMatchObject({ epochs: [{ epoch: till.chain.epoch, verdict: 'resume' }] });
    const other = await post(api.app, till.token, '/v1/sync/open', till.chain.open({ agent: org.shop }));
    expect(other.statusCode).toBe(400);
  });

  it('refuses what the schema does not know', async () => {
    const response = await post(api.app, till.token, '/v1/sync/open', { ...till.chain.open(), admin: true });
    expect(response.json()).toMatchObject({ code: 'api.invalid', errors: [{ message: expect.any(String) }] });
  });
});

describe('salvage over HTTP', () => {
  it('is kept, and answered with how far it is held', async () => {
    const file = 'a'.repeat(64);
    const bytes = Buffer.from('what could not be read').toString('base64');
    const answer = await post(api.app, till.token, '/v1/sync/salvage', { file, totalBytes: 22, offset: 0, bytes });
    expect(answer.json()).toEqual({ file, heldTo: 22 });
  });
});
