import { createHash } from 'node:crypto';
import { withTenant } from '@tillbridge/core/db/client';
import {
  type Pipeline,
  PipelineSchema,
  type QuarantineDetail,
  QuarantineDetailSchema,
  type QuarantineKeyOf,
  type QuarantineList,
  QuarantineListSchema,
} from '@tillbridge/shared/reads-custody';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { openTill, post as sendFact, type TestTill } from './fill-shop.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let org: TestOrganization;
let owner: Cookies;
let accountant: Cookies;
let till: TestTill;

beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  org = await makeOrganization(api.db, 'Alpha');
  owner = await signInAs(api.app, org.people.owner);
  accountant = await signInAs(api.app, org.people.accountant);
  till = await openTill(api.app, owner, org.shop, org.machine);
});
afterAll(() => api.close());

async function get<T>(url: string, cookies = owner): Promise<T> {
  const answer = await api.app.inject({ url, cookies: { ...cookies } });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<T>();
}

function ask(url: string, payload: object, cookies = owner) {
  const headers = { 'sec-fetch-site': 'same-origin' };
  return api.app.inject({ method: 'POST', url, headers, cookies: { ...cookies }, payload });
}

/** A line that no schema takes, delivered; its key. */
async function poison(text: string | Buffer): Promise<QuarantineKeyOf> {
  const { sequence, hash } = till.chain.raw(text);
  await till.deliver();
  return { agent: till.agent.agent, epoch: till.chain.epoch, sequence, hash };
}

const pathOf = ({ agent, epoch, sequence, hash }: QuarantineKeyOf) =>
  `/api/v1/quarantine/${agent}/${epoch}/${sequence}/${hash}`;
const stateOf = async (key: QuarantineKeyOf) => (await get<QuarantineDetail>(pathOf(key))).row.state;
const actions = () =>
  withTenant(
    api.db,
    org.id,
    (tx) =>
      tx<{ action: string }[]>`select action from audit_events where action like 'quarantine.%' order by event_no`,
  ).then((rows) => rows.map(({ action }) => action));

describe('the worklist', () => {
  test('shows what waits with what the line says of itself, filtered and page by page', async () => {
    const first = await poison('{"kind":"cash.transaction","occurredAt":"2026-11-28T01:02:03.000Z"}');
    const second = await poison('poison');
    const list = await get<QuarantineList>('/api/v1/quarantine?state=pending&limit=1');
    expect(Value.Errors(QuarantineListSchema, list)).toEqual([]);
    expect(list).toMatchObject({ pending: 2, rows: [{ hash: second.hash, code: 'fact.unreadable', kind: null }] });
    const rest = await get<QuarantineList>(`/api/v1/quarantine?state=pending&limit=1&cursor=${list.next}`);
    expect(rest.rows).toMatchObject([{ hash: first.hash, kind: 'cash.transaction', shop: { id: org.shop } }]);
    expect(rest.next).toBeUndefined();
    expect((await get<QuarantineList>('/api/v1/quarantine?code=fact.unreadable')).rows).toHaveLength(1);
    expect((await get<QuarantineList>(`/api/v1/quarantine?shop=${org.otherShop}`)).rows).toEqual([]);
    expect(
      (await api.app.inject({ url: '/api/v1/quarantine?cursor=nonsense', cookies: { ...owner } })).statusCode,
    ).toBe(400);
  });

  test('shows one line whole, as text or as hexadecimal, and says where it is wrong', async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x41]);
    const broken = await get<QuarantineDetail>(pathOf(await poison(bytes)));
    expect(Value.Errors(QuarantineDetailSchema, broken)).toEqual([]);
    expect(broken.raw).toEqual({ text: 'fffe0041', form: 'hex', bytes: 4, cut: false });
    const long = await get<QuarantineDetail>(pathOf(await poison('ก'.repeat(30_000))));
    expect(long.raw).toMatchObject({ form: 'text', bytes: 90_000, cut: true });
    expect(long.raw.text).toMatch(/^ก+$/);
  });

  test('shows both histories of a place that was written twice', async () => {
    const twin = till.chain.clone({ number: 1, nonce: '0'.repeat(32) });
    till.chain.sale({ reference: 'ours' });
    await till.deliver();
    const theirs = twin.sale({ reference: 'theirs' });
    await sendTail(
      twin.batch(till.incarnation, { from: theirs.sequence, tail: true, after: twin.behind(theirs.sequence - 1) }),
    );
    const key = { agent: till.agent.agent, epoch: till.chain.epoch, sequence: theirs.sequence, hash: theirs.hash };
    const detail = await get<QuarantineDetail>(pathOf(key));
    expect(detail.row.inStream).toBe(false);
    expect(detail.raw.text).toContain('theirs');
    expect(detail.besides).toMatchObject([{ where: 'stream', hash: till.chain.hashAt(theirs.sequence) }]);
    expect(detail.besides[0]?.raw.text).toContain('ours');
  });

  test('tries a line again, and one that is still wrong stays, with a line in the trail', async () => {
    const key = await poison('still poison');
    expect((await ask('/api/v1/quarantine/redrive', key)).json()).toEqual({
      state: 'pending',
      code: 'fact.unreadable',
    });
    expect((await actions()).at(-1)).toBe('quarantine.redriven');
  });
});

async function sendTail(bytes: Buffer): Promise<void> {
  const answer = await api.app.inject({
    method: 'POST',
    url: '/v1/sync/batch',
    headers: { authorization: `Bearer ${till.token}`, 'content-type': 'application/x-ndjson' },
    payload: bytes,
  });
  expect(answer.statusCode, answer.body).toBe(200);
}

describe('a line that will never be applied', () => {
  test('is discarded by two people, its bytes and its place stay, and it is never applied afterwards', async () => {
    const key = await poison('never');
    expect((await ask('/api/v1/quarantine/discard', { line: key, reason: 'a test of the line' })).statusCode).toBe(200);
    expect((await get<QuarantineDetail>(pathOf(key))).row.discard).toMatchObject({
      by: { id: org.people.owner.id },
      reason: 'a test of the line',
    });
    const alone = await ask('/api/v1/quarantine/discard/approve', key);
    expect(alone.json()).toMatchObject({ code: 'quarantine.same-person', status: 409 });
    expect(await stateOf(key)).toBe('pending');
    expect((await ask('/api/v1/quarantine/discard/approve', key, accountant)).statusCode).toBe(200);
    const after = await get<QuarantineDetail>(pathOf(key));
    expect(after).toMatchObject({ row: { state: 'discarded', discard: null }, raw: { text: 'never' } });
    expect((await ask('/api/v1/quarantine/redrive', key)).json()).toEqual({ state: 'gone' });
    expect((await actions()).slice(-3)).toEqual([
      'quarantine.discard-asked',
      'quarantine.discarded',
      'quarantine.redriven',
    ]);
  });

  test('is not discarded without a question, twice, or after somebody took the question back', async () => {
    const key = await poison('undecided');
    const code = async (url: string, payload: object, cookies = owner) =>
      (await ask(url, payload, cookies)).json().code;
    expect(await code('/api/v1/quarantine/discard/approve', key, accountant)).toBe('quarantine.not-asked');
    await ask('/api/v1/quarantine/discard', { line: key, reason: 'first' });
    expect(await code('/api/v1/quarantine/discard', { line: key, reason: 'second' }, accountant)).toBe(
      'quarantine.asked',
    );
    expect((await ask('/api/v1/quarantine/discard/withdraw', key, accountant)).statusCode).toBe(200);
    expect(await code('/api/v1/quarantine/discard/approve', key, accountant)).toBe('quarantine.not-asked');
    expect(await code('/api/v1/quarantine/discard', { line: key, reason: '  ' })).toBe('api.invalid');
    expect(await code('/api/v1/quarantine/discard', { line: key, reason: 'a\u0000b' })).toBe('api.invalid');
    const audit = await api.app.inject({ url: '/api/v1/audit?subject=%00', cookies: { ...owner } });
    expect(audit.json()).toMatchObject({ code: 'api.invalid', status: 400 });
  });

  test('is settled once when two approve at the same moment', async () => {
    const key = await poison('raced');
    await ask('/api/v1/quarantine/discard', { line: key, reason: 'race' });
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => ask('/api/v1/quarantine/discard/approve', key, accountant)),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409, 409, 409, 409]);
  });

  test('cannot be approved by whoever asked, whatever a program says: the database refuses it', async () => {
    const key = await poison('constraint');
    const { id } = (await ask('/api/v1/quarantine/discard', { line: key, reason: 'x' })).json<{ id: string }>();
    const forged = withTenant(
      api.db,
      org.id,
      (tx) => tx`
        update quarantine_discards set ended = 'approved', ended_by = asked_by, ended_at = now() where discard_id = ${id}`,
    );
    await expect(forged).rejects.toThrow(/check constraint/);
  });
});

describe('the pipeline', () => {
  test('tells of every stream how far it came, what waits and what is in quarantine', async () => {
    const pipeline = await get<Pipeline>('/api/v1/pipeline');
    expect(Value.Errors(PipelineSchema, pipeline)).toEqual([]);
    const [stream] = pipeline.streams;
    expect(stream).toMatchObject({ epoch: till.chain.epoch, live: true, highWater: till.chain.last, reason: 'first' });
    expect(stream?.quarantined).toBeGreaterThan(3);
    expect(stream?.hourFacts).toBe(till.chain.last);
  });

  test('gives a salvaged file away whole, proven by its hash, and says so in the trail', async () => {
    const bytes = Buffer.from('what nobody can read as lines');
    const hash = createHash('sha256').update(bytes).digest('hex');
    const chunk = (offset: number, part: Buffer) =>
      sendFact(api.app, till.token, '/v1/sync/salvage', {
        file: hash,
        offset,
        totalBytes: bytes.length,
        bytes: part.toString('base64'),
      });
    await chunk(0, bytes.subarray(0, 10));
    const url = `/api/v1/agents/${till.agent.agent}/salvage/${hash}`;
    const early = await api.app.inject({ url, cookies: { ...owner } });
    expect(early.json()).toMatchObject({ code: 'salvage.incomplete', status: 409 });
    await chunk(10, bytes.subarray(10));
    expect((await api.app.inject({ url, cookies: { ...owner } })).rawPayload).toEqual(bytes);
    expect((await get<Pipeline>('/api/v1/pipeline')).salvage).toMatchObject([{ hash, heldTo: bytes.length }]);
  });
});
