import { randomUUID } from 'node:crypto';
import { redrive } from '@tillbridge/core/ingest/redrive';
import { type QuarantineDetail, QuarantineDetailSchema, type QuarantineKeyOf } from '@tillbridge/shared/reads-custody';
import { type MappingList, MappingListSchema } from '@tillbridge/shared/reads-mappings';
import postgres from 'postgres';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { closingBody } from '../../core/test/build-facts.ts';
import { sumsOf } from '../../core/test/ingest-world.ts';
import { openTill, type TestTill } from './fill-shop.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let god: postgres.Sql;
let org: TestOrganization;
let owner: Cookies;
let accountant: Cookies;
let technician: Cookies;
let till: TestTill;

beforeAll(async () => {
  const clone = await cloneDatabase();
  god = postgres(clone.superUrl, { max: 1, onnotice: () => undefined });
  api = await startApi(clone);
  org = await makeOrganization(api.db, 'Alpha');
  owner = await signInAs(api.app, org.people.owner);
  accountant = await signInAs(api.app, org.people.accountant);
  technician = await signInAs(api.app, org.people.technician);
  till = await openTill(api.app, owner, org.shop, org.machine);
});
afterAll(async () => {
  await god.end();
  await api.close();
});

const MAPPINGS = '/api/v1/quarantine/mappings';

function ask(url: string, payload: object = {}, cookies = owner) {
  const headers = { 'sec-fetch-site': 'same-origin' };
  return api.app.inject({ method: 'POST', url, headers, cookies: { ...cookies }, payload });
}

async function get<T>(url: string, cookies = owner): Promise<T> {
  const answer = await api.app.inject({ url, cookies: { ...cookies } });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<T>();
}

const keyOf = ({ sequence, hash }: { sequence: number; hash: string }): QuarantineKeyOf => ({
  agent: till.agent.agent,
  epoch: till.chain.epoch,
  sequence,
  hash,
});
const detailOf = ({ agent, epoch, sequence, hash }: QuarantineKeyOf) =>
  get<QuarantineDetail>(`/api/v1/quarantine/${agent}/${epoch}/${sequence}/${hash}`);

/** A sale whose line says something else, delivered; its key. */
async function line(differs: object): Promise<QuarantineKeyOf> {
  const built = till.chain.sale(differs);
  await till.deliver();
  return keyOf(built);
}

interface Wish {
  readonly what?: string;
  readonly from: string;
  readonly to?: string;
}

const propose = (key: QuarantineKeyOf, { what = 'machine', from, to = org.machine }: Wish, cookies = technician) =>
  ask(MAPPINGS, { line: key, what, from, to, reason: 'renamed at the shop' }, cookies);

async function inForce(key: QuarantineKeyOf, wish: Wish): Promise<string> {
  const { id } = (await propose(key, wish)).json<{ id: string }>();
  const approved = await ask(`${MAPPINGS}/${id}/approve`, {}, accountant);
  expect(approved.statusCode, approved.body).toBe(200);
  return id;
}

const redriveLine = async (key: QuarantineKeyOf) => (await ask('/api/v1/quarantine/redrive', key)).json();
const codeOf = async (answer: ReturnType<typeof ask>) => (await answer).json<{ code: string }>().code;

/** Sums of the shop's transactions equal its summaries of each length, whenever anybody looks. */
async function expectEqualSums(): Promise<void> {
  const sums = await sumsOf({ god }, org.shop);
  expect(sums).toEqual({ facts: sums.facts, days: sums.facts, hours: sums.facts, months: sums.facts });
}

describe('a machine that a shop names otherwise', () => {
  test('is mapped by two people, the bytes stay, and later lines follow by themselves', async () => {
    const ghost = randomUUID();
    const key = await line({ machine: ghost });
    const seen = await detailOf(key);
    expect(Value.Errors(QuarantineDetailSchema, seen)).toEqual([]);
    expect(seen).toMatchObject({
      names: [{ what: 'machine', name: ghost, mapping: null }],
      machines: [{ id: org.machine }],
    });
    const { id } = (await propose(key, { from: ghost })).json<{ id: string }>();
    expect((await detailOf(key)).names).toMatchObject([{ mapping: { id, state: 'asked', facts: 0 } }]);
    expect(await redriveLine(key)).toEqual({ state: 'pending', code: 'fact.machine' });
    expect((await ask(`${MAPPINGS}/${id}/approve`, {}, accountant)).statusCode).toBe(200);
    expect(await redriveLine(key)).toEqual({ state: 'applied', branch: 0 });
    const later = till.chain.sale({ machine: ghost });
    expect(await till.deliver()).toMatchObject({ applied: 1, quarantined: [] });
    const kept = await god<{ hash: string; machine: string }[]>`
        select encode(sha256(f.raw), 'hex') as hash, c.machine_id as machine
        from facts f
        join cash_transactions c on c.org_id = f.org_id and c.agent_id = f.agent_id and c.epoch = f.epoch and c.sequence = f.sequence
        where f.sequence in (${key.sequence}, ${later.sequence}) and f.epoch = ${key.epoch}
        order by f.sequence`;
    expect(kept).toEqual([
      { hash: key.hash, machine: org.machine },
      { hash: later.hash, machine: org.machine },
    ]);
    const list = await get<MappingList>(`${MAPPINGS}?state=in_force`);
    expect(Value.Errors(MappingListSchema, list)).toEqual([]);
    expect(list.rows).toMatchObject([
      { id, from: ghost, to: org.machine, machine: 'CI-10', facts: 2, askedBy: { id: org.people.technician.id } },
    ]);
    await expectEqualSums();
  });

  test('is read so in closings, readings and counts, too', async () => {
    const ghost = randomUUID();
    const key = await line({ machine: ghost });
    await inForce(key, { from: ghost });
    till.chain.add('shift.closed', closingBody({ agent: key.agent, machine: ghost }, { number: 9 }));
    expect(await till.deliver()).toMatchObject({ applied: 1, quarantined: [] });
    expect(
      await god`select 1 from closing_lines where machine_id = ${org.machine} and epoch = ${key.epoch}`,
    ).toHaveLength(1);
  });
});

describe('a word that a shop spells otherwise', () => {
  test('a kind of movement and a form of a denomination are mapped; both must be, before the line is applied', async () => {
    const lines = [{ valueMinor: 10_000, form: 'bill', pieces: 1, direction: 'in', place: 'stock' }];
    const key = await line({ kind: 'cash-in', lines, inMinor: 10_000, outMinor: 0 });
    expect((await detailOf(key)).names.map(({ what, name }) => [what, name])).toEqual([
      ['kind', 'cash-in'],
      ['form', 'bill'],
    ]);
    await inForce(key, { what: 'kind', from: 'cash-in', to: 'deposit' });
    expect(await redriveLine(key)).toEqual({ state: 'pending', code: 'fact.schema' });
    await inForce(key, { what: 'form', from: 'bill', to: 'note' });
    expect(await redriveLine(key)).toEqual({ state: 'applied', branch: 0 });
  });

  test('a currency is mapped to one that counts in the same parts only', async () => {
    const key = await line({ currency: 'BHT' });
    await inForce(key, { what: 'currency', from: 'BHT', to: 'THB' });
    expect(await redriveLine(key)).toEqual({ state: 'applied', branch: 0 });
    const yen = await line({ currency: 'JPY' });
    expect(await codeOf(propose(yen, { what: 'currency', from: 'JPY', to: 'THB' }))).toBe('mapping.not-safe');
  });

  test('an outcome, a direction, a sum or a time is never reinterpreted', async () => {
    for (const differs of [{ outcome: 'done' }, { inMinor: 10_001 }]) {
      const key = await line(differs);
      expect((await detailOf(key)).names).toEqual([]);
      for (const what of ['outcome', 'direction'])
        expect(await codeOf(propose(key, { what, from: 'done', to: 'completed' }))).toBe('api.invalid');
      expect(await codeOf(propose(key, { what: 'kind', from: 'done', to: 'sale' }))).toBe('mapping.not-in-line');
    }
  });
});

describe('attacks', () => {
  test('a mapping to a machine of another shop, of another organization or of nobody is refused alike', async () => {
    const ghost = randomUUID();
    const key = await line({ machine: ghost });
    const foreign = await makeOrganization(api.db, 'Beta');
    for (const to of [org.otherMachine, foreign.machine, randomUUID(), 'nonsense'])
      expect(await codeOf(propose(key, { from: ghost, to }, owner))).toBe('api.not-found');
  });

  test('another tenant and a person of another shop neither see nor settle it', async () => {
    const ghost = randomUUID();
    const there = await openTill(api.app, owner, org.otherShop, org.otherMachine);
    const { sequence, hash } = there.chain.sale({ machine: ghost });
    await there.deliver();
    const key = { agent: there.agent.agent, epoch: there.chain.epoch, sequence, hash };
    expect(await codeOf(propose(key, { from: ghost }, technician))).toBe('api.not-found');
    const asked = await propose(key, { from: ghost, to: org.otherMachine }, owner);
    const { id } = asked.json<{ id: string }>();
    const stranger = await signInAs(api.app, (await makeOrganization(api.db, 'Gamma')).people.owner);
    for (const cookies of [technician, stranger])
      for (const verb of ['approve', 'end'])
        expect(await codeOf(ask(`${MAPPINGS}/${id}/${verb}`, {}, cookies))).toBe('api.not-found');
    expect((await get<MappingList>(MAPPINGS, technician)).rows.map((row) => row.id)).not.toContain(id);
  });

  test('a name that the shop knows is never read as another one', async () => {
    const key = await line({ machine: randomUUID() });
    expect(await codeOf(propose(key, { what: 'kind', from: 'sale', to: 'payout' }))).toBe('mapping.not-in-line');
    const ghost = randomUUID();
    const named = await line({ machine: ghost });
    await inForce(named, { from: ghost });
    await god`
        insert into machines (org_id, machine_id, shop_id, name, driver, currency)
        values (${org.id}, ${ghost}, ${org.shop}, 'Two', 'glory-300', 'THB')`;
    expect(await redriveLine(named)).toEqual({ state: 'applied', branch: 0 });
    expect(
      await god`select 1 from cash_transactions where machine_id = ${ghost}`,
      'the machine itself, now that it is known',
    ).toHaveLength(1);
  });

  test('whoever asked cannot approve, and an auditor can do neither', async () => {
    const ghost = randomUUID();
    const key = await line({ machine: ghost });
    const { id } = (await propose(key, { from: ghost })).json<{ id: string }>();
    expect(await codeOf(ask(`${MAPPINGS}/${id}/approve`, {}, technician))).toBe('mapping.same-person');
    const auditor = await signInAs(api.app, org.people.auditor);
    expect(await codeOf(ask(`${MAPPINGS}/${id}/approve`, {}, auditor))).toBe('api.forbidden');
    expect(await codeOf(propose(key, { from: ghost, to: org.machine }, owner))).toBe('mapping.asked');
  });

  test('six people ask and six approve at once: one mapping, approved once', async () => {
    const ghost = randomUUID();
    const key = await line({ machine: ghost });
    const asked = await Promise.all(Array.from({ length: 6 }, () => propose(key, { from: ghost })));
    expect(asked.map((answer) => answer.statusCode).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    const [row] = (await get<MappingList>(`${MAPPINGS}?state=asked&shop=${org.shop}`)).rows;
    const approved = await Promise.all(
      Array.from({ length: 6 }, () => ask(`${MAPPINGS}/${row?.id}/approve`, {}, accountant)),
    );
    expect(approved.map((answer) => answer.statusCode).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    const applied = await Promise.all(Array.from({ length: 6 }, () => redriveLine(key)));
    expect(applied.filter((answer) => (answer as { state: string }).state === 'applied')).toHaveLength(1);
  });

  test('a mapping that is revoked under a redrive does not apply the line', async () => {
    const ghost = randomUUID();
    const key = await line({ machine: ghost });
    const id = await inForce(key, { from: ghost });
    const meanwhile = async () => {
      expect((await ask(`${MAPPINGS}/${id}/end`)).statusCode).toBe(200);
    };
    expect(await redrive(api.db, { ...key, org: org.id }, { meanwhile })).toEqual({
      state: 'pending',
      code: 'fact.machine',
    });
    expect(await god`select 1 from mapped_facts where mapping_id = ${id}`).toEqual([]);
  });

  test('a damaged line is not applied by any mapping', async () => {
    const ghost = randomUUID();
    const key = await line({ machine: ghost });
    await god`update quarantine set code = 'fact.damaged' where hash = decode(${key.hash}, 'hex')`;
    expect((await detailOf(key)).names).toEqual([]);
    expect(await codeOf(propose(key, { from: ghost }))).toBe('mapping.not-in-line');
  });
});

describe('a mapping in its life', () => {
  test('revoked: what was read stays, what comes later waits again, and the name may be mapped anew', async () => {
    const ghost = randomUUID();
    const key = await line({ machine: ghost });
    const id = await inForce(key, { from: ghost });
    expect(await redriveLine(key)).toEqual({ state: 'applied', branch: 0 });
    till.chain.sale({ machine: ghost });
    await till.deliver();
    expect((await ask(`${MAPPINGS}/${id}/end`)).statusCode).toBe(200);
    const later = till.chain.sale({ machine: ghost });
    expect(await till.deliver()).toMatchObject({ applied: 0, quarantined: [{ code: 'fact.machine' }] });
    for (const [verb, code] of Object.entries({ end: 'mapping.ended', redrive: 'mapping.not-in-force' }))
      expect(await codeOf(ask(`${MAPPINGS}/${id}/${verb}`))).toBe(code);
    expect((await propose(keyOf(later), { from: ghost })).statusCode).toBe(200);
    expect((await get<MappingList>(`${MAPPINGS}?state=revoked`)).rows).toMatchObject([{ facts: 2 }, {}]);
  });

  test('tries all lines that wait for it, once, however often it is pressed', async () => {
    const ghost = randomUUID();
    const first = await line({ machine: ghost });
    await line({ machine: ghost });
    await line({ machine: ghost, outcome: 'done' });
    const id = await inForce(first, { from: ghost });
    const both = await Promise.all([ask(`${MAPPINGS}/${id}/redrive`), ask(`${MAPPINGS}/${id}/redrive`)]);
    const counts = both.map((answer) => answer.json<{ applied: number; pending: number; more: boolean }>());
    expect(counts.reduce((sum, { applied }) => sum + applied, 0)).toBe(2);
    expect((await ask(`${MAPPINGS}/${id}/redrive`)).json()).toEqual({ applied: 0, pending: 1, more: false });
    await expectEqualSums();
  });

  test('every step stands in the trail', async () => {
    const actions =
      await god`select distinct action from audit_events where action like 'quarantine.mapping-%' order by 1`;
    expect(actions.map((row) => row['action'])).toEqual([
      'quarantine.mapping-approved',
      'quarantine.mapping-asked',
      'quarantine.mapping-redriven',
      'quarantine.mapping-revoked',
    ]);
  });
});
