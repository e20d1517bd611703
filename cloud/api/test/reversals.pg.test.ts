import { randomUUID } from 'node:crypto';
import { withTenant } from '@tillbridge/core/db/client';
import { compareRound } from '@tillbridge/core/divergences/compare-round';
import { type TransactionDetail, TransactionDetailSchema, type TransactionPage } from '@tillbridge/shared/reads';
import type { Movements } from '@tillbridge/shared/reads-cash';
import { type ClosingDetail, ClosingDetailSchema } from '@tillbridge/shared/reads-closings';
import { type ReversalList, ReversalListSchema } from '@tillbridge/shared/reads-reversals';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { around, openTill, shopDay, type TestTill } from './fill-shop.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { readReversalBooks } from './reversal-books.ts';
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

const REVERSALS = '/api/v1/reversals';
const YESTERDAY_MS = 86_400_000;

function ask(url: string, payload: object = {}, cookies = owner) {
  const headers = { 'sec-fetch-site': 'same-origin' };
  return api.app.inject({ method: 'POST', url, headers, cookies: { ...cookies }, payload });
}

async function get<T>(url: string, cookies = owner): Promise<T> {
  const answer = await api.app.inject({ url, cookies: { ...cookies } });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<T>();
}

/** A sale of 80.00 that happened so long ago, delivered; its id. */
async function sale(differs: object = {}, agoMs = 0): Promise<string> {
  const operation = randomUUID();
  till.chain.sale({ operation, ...differs }, around(Date.now() - agoMs));
  await till.deliver();
  return operation;
}

const propose = (transaction: string, cookies = owner) =>
  ask(REVERSALS, { transaction, reason: 'rung up twice' }, cookies);
const codeOf = async (answer: ReturnType<typeof ask>) => (await answer).json<{ code: string }>().code;

async function reverse(transaction: string): Promise<string> {
  const { id } = (await propose(transaction)).json<{ id: string }>();
  const booked = await ask(`${REVERSALS}/${id}/approve`, {}, accountant);
  expect(booked.statusCode, booked.body).toBe(200);
  return id;
}

const books = () => readReversalBooks(api.db, org);

async function expectEqualBooks(): Promise<void> {
  const { moved, hours, days, months } = await books();
  expect({ hours, days, months }).toEqual({ hours: moved, days: moved, months: moved });
}

describe('a movement that is known to be wrong', () => {
  test('is reversed by two people, beside it and on a day of its own; fact and lines stay', async () => {
    const transaction = await sale({}, YESTERDAY_MS);
    const before = await get<TransactionDetail>(`/api/v1/transactions/${transaction}`);
    expect(before.reversal).toBeNull();
    const asked = await propose(transaction);
    expect(asked.statusCode, asked.body).toBe(200);
    expect((await books()).days).toContain('sale/1/10000/2000');
    const { id } = asked.json<{ id: string }>();
    expect((await ask(`${REVERSALS}/${id}/approve`, {}, accountant)).statusCode).toBe(200);
    const after = await get<TransactionDetail>(`/api/v1/transactions/${transaction}`);
    expect(Value.Errors(TransactionDetailSchema, after)).toEqual([]);
    expect(after).toMatchObject({
      row: { ...before.row, reversed: true },
      lines: before.lines,
      fact: before.fact,
      reversal: {
        id,
        state: 'booked',
        inMinor: 2_000,
        outMinor: 10_000,
        number: 1,
        businessDate: shopDay(Date.now()),
        askedBy: { id: org.people.owner.id },
        endedBy: { id: org.people.accountant.id },
      },
    });
    const days = await withTenant(
      api.db,
      org.id,
      (tx) => tx<{ day: string; sums: string }[]>`
        select business_date as day, concat_ws('/', transactions, in_minor, out_minor) as sums
        from daily_summaries where shop_id = ${org.shop} order by business_date`,
    );
    expect(days.map((row) => ({ ...row }))).toEqual([
      { day: shopDay(Date.now() - YESTERDAY_MS), sums: '1/10000/2000' },
      { day: shopDay(Date.now()), sums: '0/2000/10000' },
    ]);
    await expectEqualBooks();
  });

  test('is marked in the list, taken out of what its person moved, and shown beside its closing', async () => {
    const list = await get<TransactionPage>(`/api/v1/shops/${org.shop}/transactions`);
    expect(list.rows.map((row) => row.reversed)).toEqual([true]);
    const range = `from=${shopDay(Date.now() - YESTERDAY_MS)}&to=${shopDay(Date.now())}`;
    for (const by of ['kind', 'person']) {
      const { rows } = await get<Movements>(`/api/v1/cash/movements?by=${by}&shop=${org.shop}&${range}`);
      expect(rows, by).toMatchObject([{ transactions: 1, inMinor: 12_000, outMinor: 12_000 }]);
    }
    const openedAt = new Date(Date.now() - YESTERDAY_MS - 3_600_000).toISOString();
    const { shift } = till.chain.closing({ openedAt }, around(Date.now() - YESTERDAY_MS + 3_600_000));
    await till.deliver();
    const closing = await get<ClosingDetail>(`/api/v1/closings/${shift}`);
    expect(Value.Errors(ClosingDetailSchema, closing)).toEqual([]);
    expect(closing.adjustments).toMatchObject([
      { what: 'reversed', by: 'accountant', inMinor: 2_000, outMinor: 10_000, reason: 'rung up twice' },
    ]);
  });

  test('stands in the journal as an entry of its own day and number', async () => {
    const wish = { list: 'journal', format: 'csv', bom: false, language: 'en', filters: { shop: org.shop } };
    const started = await ask('/api/v1/exports', wish);
    expect(started.statusCode, started.body).toBe(200);
    const { path: url } = started.json<{ path: string }>();
    const text = (await api.app.inject({ url, cookies: { ...owner } })).body;
    const entries = text.split('\n').filter((line) => line.includes('-R000001'));
    expect(entries).toHaveLength(2);
    expect(entries.every((line) => line.includes(shopDay(Date.now())) && line.includes('reversal sale'))).toBe(true);
    expect(entries.map((line) => line.match(/80\.00/g)?.length)).toEqual([1, 1]);
  });

  test('moves nothing in the machine: position and units stay as they were read', async () => {
    const read = () =>
      withTenant(
        api.db,
        org.id,
        (tx) => tx`select * from machine_inventory where shop_id = ${org.shop} order by 1, 2, 3, 5`,
      );
    const before = [...(await read())];
    await reverse(await sale());
    expect([...(await read())]).toEqual(before);
    await expectEqualBooks();
  });
});

describe('attacks', () => {
  test('whoever asked cannot approve', async () => {
    const { id } = (await propose(await sale())).json<{ id: string }>();
    expect(await codeOf(ask(`${REVERSALS}/${id}/approve`))).toBe('reversal.same-person');
    expect((await ask(`${REVERSALS}/${id}/withdraw`)).statusCode).toBe(200);
    expect(await codeOf(ask(`${REVERSALS}/${id}/approve`, {}, accountant))).toBe('reversal.ended');
    await expectEqualBooks();
  });

  test('a movement is reversed once, however many ask and approve at once', async () => {
    const transaction = await sale();
    const asked = await Promise.all(Array.from({ length: 6 }, () => propose(transaction)));
    expect(asked.map((answer) => answer.statusCode).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    const id = asked.find((answer) => answer.statusCode === 200)?.json<{ id: string }>().id;
    const booked = await Promise.all(
      Array.from({ length: 6 }, () => ask(`${REVERSALS}/${id}/approve`, {}, accountant)),
    );
    expect(booked.map((answer) => answer.statusCode).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    expect(await codeOf(propose(transaction))).toBe('reversal.asked');
    await expectEqualBooks();
  });

  test('numbers have no gap and none twice when many are approved at once, while sales arrive', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.push((await propose(await sale())).json<{ id: string }>().id);
    await Promise.all([...ids.map((id) => ask(`${REVERSALS}/${id}/approve`, {}, accountant)), sale()]);
    const { rows } = await get<ReversalList>(`${REVERSALS}?state=booked`);
    const numbers = rows.map((row) => row.number ?? 0).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, at) => at + 1));
    await expectEqualBooks();
  });

  test('another tenant and a person of another shop neither see nor reverse it', async () => {
    const there = await openTill(api.app, owner, org.otherShop, org.otherMachine);
    const operation = randomUUID();
    there.chain.sale({ operation });
    await there.deliver();
    const manager = await signInAs(api.app, org.people.regional_manager);
    const foreign = await makeOrganization(api.db, 'Beta');
    const stranger = await signInAs(api.app, foreign.people.owner);
    const { id } = (await propose(operation)).json<{ id: string }>();
    for (const cookies of [manager, stranger]) {
      expect(await codeOf(propose(operation, cookies))).toBe('api.not-found');
      for (const verb of ['approve', 'withdraw'])
        expect(await codeOf(ask(`${REVERSALS}/${id}/${verb}`, {}, cookies))).toBe('api.not-found');
      expect((await get<ReversalList>(REVERSALS, cookies)).rows.map((row) => row.id)).not.toContain(id);
    }
  });

  test('what is not known is not reversed: a case is counted at the shop first', async () => {
    const transaction = await sale({ outcome: 'unknown' });
    expect(await codeOf(propose(transaction))).toBe('reversal.case-open');
  });

  test('where nothing moved there is nothing to take back', async () => {
    const transaction = await sale({ outcome: 'refused', inMinor: 0, outMinor: 0, lines: [] });
    expect(await codeOf(propose(transaction))).toBe('reversal.nothing');
    expect(await codeOf(propose(randomUUID()))).toBe('api.not-found');
  });

  test('killed between the sums and the commit: neither the entry nor its sums are there', async () => {
    const transaction = await sale();
    const { id } = (await propose(transaction)).json<{ id: string }>();
    const before = await books();
    const killed = withTenant(api.db, org.id, async (tx) => {
      await tx`select * from book_reversal(${org.id}, ${id}, ${org.people.accountant.id})`;
      await tx`select pg_terminate_backend(pg_backend_pid())`;
    });
    await expect(killed).rejects.toThrow();
    expect(await books()).toEqual(before);
    expect((await ask(`${REVERSALS}/${id}/approve`, {}, accountant)).statusCode).toBe(200);
    await expectEqualBooks();
  });

  test('a fact that arrives later under another name changes no entry, and the entry no fact', async () => {
    const transaction = await sale();
    await reverse(transaction);
    const again = await sale();
    expect((await get<TransactionDetail>(`/api/v1/transactions/${again}`)).row.reversed).toBe(false);
    await expectEqualBooks();
  });
});

test('every step stands in the trail, and the list is what its schema says', async () => {
  expect(Value.Errors(ReversalListSchema, await get<ReversalList>(REVERSALS))).toEqual([]);
  const actions = await withTenant(
    api.db,
    org.id,
    (tx) =>
      tx<{ action: string }[]>`select distinct action from audit_events where action like 'reversal.%' order by action`,
  );
  expect(actions.map(({ action }) => action)).toEqual(['reversal.asked', 'reversal.booked', 'reversal.withdrawn']);
});

test('what was taken back is nothing that a comparison would put right', async () => {
  await reverse(await sale());
  const before = await books();
  await compareRound({ db: api.db, archive: undefined }, org.id, new Date(Date.now() + 30 * YESTERDAY_MS));
  expect(await books()).toEqual(before);
  const found = await withTenant(api.db, org.id, (tx) => tx`select what, subject, expected, found from divergences`);
  expect(found).toEqual([]);
});
