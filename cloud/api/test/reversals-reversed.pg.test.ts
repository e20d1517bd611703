import { randomUUID } from 'node:crypto';
import { withTenant } from '@tillbridge/core/db/client';
import { compareRound } from '@tillbridge/core/divergences/compare-round';
import { type TransactionDetail, TransactionDetailSchema } from '@tillbridge/shared/reads';
import type { Movements } from '@tillbridge/shared/reads-cash';
import { type ClosingDetail, ClosingDetailSchema } from '@tillbridge/shared/reads-closings';
import type { ReversalList } from '@tillbridge/shared/reads-reversals';
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
const DAY_MS = 86_400_000;

function ask(url: string, payload: object = {}, cookies = owner) {
  const headers = { 'sec-fetch-site': 'same-origin' };
  return api.app.inject({ method: 'POST', url, headers, cookies: { ...cookies }, payload });
}

async function get<T>(url: string, cookies = owner): Promise<T> {
  const answer = await api.app.inject({ url, cookies: { ...cookies } });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<T>();
}

async function sale(agoMs = 0, differs: object = {}): Promise<string> {
  const operation = randomUUID();
  till.chain.sale({ operation, ...differs }, around(Date.now() - agoMs));
  await till.deliver();
  return operation;
}

const codeOf = async (answer: ReturnType<typeof ask>) => (await answer).json<{ code: string }>().code;
const detailOf = (transaction: string) => get<TransactionDetail>(`/api/v1/transactions/${transaction}`);
const propose = (transaction: string) => ask(REVERSALS, { transaction, reason: 'rung up twice' });
const restore = (reversal: string, cookies = owner) =>
  ask(`${REVERSALS}/${reversal}/reverse`, { reason: 'it was sold after all' }, cookies);
const approve = (id: string, cookies = accountant) => ask(`${REVERSALS}/${id}/approve`, {}, cookies);

async function booked(asked: ReturnType<typeof ask>): Promise<string> {
  const answer = await asked;
  expect(answer.statusCode, answer.body).toBe(200);
  const { id } = answer.json<{ id: string }>();
  const done = await approve(id);
  expect(done.statusCode, done.body).toBe(200);
  return id;
}

async function expectEqualBooks(): Promise<void> {
  const { moved, hours, days, months } = await readReversalBooks(api.db, org);
  expect({ hours, days, months }).toEqual({ hours: moved, days: moved, months: moved });
}

describe('a reversal that was an error', () => {
  test('is taken back by two people: the movement stands again, each entry has its number, day and sums', async () => {
    const transaction = await sale(DAY_MS);
    const first = await booked(propose(transaction));
    expect((await detailOf(transaction)).row.reversed).toBe(true);
    const second = await booked(restore(first));
    const detail = await detailOf(transaction);
    expect(Value.Errors(TransactionDetailSchema, detail)).toEqual([]);
    expect(detail).toMatchObject({
      row: { reversed: false, inMinor: 10_000, outMinor: 2_000 },
      reversal: null,
      reversals: [
        {
          id: second,
          number: 2,
          reverses: { id: first, number: 1 },
          restoredBy: null,
          inMinor: 10_000,
          outMinor: 2_000,
        },
        {
          id: first,
          number: 1,
          reverses: null,
          restoredBy: { id: second, number: 2 },
          inMinor: 2_000,
          outMinor: 10_000,
        },
      ],
    });
    expect(detail.reversals[0]).toMatchObject({ businessDate: shopDay(Date.now()), state: 'booked' });
    const days = await withTenant(
      api.db,
      org.id,
      (tx) => tx<{ sums: string }[]>`
        select concat_ws('/', transactions, in_minor, out_minor) as sums from daily_summaries
        where shop_id = ${org.shop} order by business_date`,
    );
    expect(days.map(({ sums }) => sums)).toEqual(['1/10000/2000', '0/12000/12000']);
    await expectEqualBooks();
  });

  test('stands with its person, beside its closing and in the journal by its own number', async () => {
    const range = `from=${shopDay(Date.now() - DAY_MS)}&to=${shopDay(Date.now())}`;
    for (const by of ['kind', 'person']) {
      const { rows } = await get<Movements>(`/api/v1/cash/movements?by=${by}&shop=${org.shop}&${range}`);
      expect(rows, by).toMatchObject([{ transactions: 1, inMinor: 22_000, outMinor: 14_000 }]);
    }
    const openedAt = new Date(Date.now() - DAY_MS - 3_600_000).toISOString();
    const { shift } = till.chain.closing({ openedAt }, around(Date.now() - DAY_MS + 3_600_000));
    await till.deliver();
    const closing = await get<ClosingDetail>(`/api/v1/closings/${shift}`);
    expect(Value.Errors(ClosingDetailSchema, closing)).toEqual([]);
    expect(closing.adjustments.map(({ what, inMinor, outMinor }) => [what, inMinor, outMinor])).toEqual([
      ['reversed', 2_000, 10_000],
      ['restored', 10_000, 2_000],
    ]);
    const wish = { list: 'journal', format: 'csv', bom: false, language: 'en', filters: { shop: org.shop } };
    const { path: url } = (await ask('/api/v1/exports', wish)).json<{ path: string }>();
    const journal = (await api.app.inject({ url, cookies: { ...owner } })).body.split('\n');
    const restored = journal.filter((line) => line.includes('reversal of S0A-R000001 sale'));
    expect(restored).toHaveLength(2);
    expect(restored.every((line) => line.includes('S0A-R000002') && line.includes('80.00'))).toBe(true);
  });

  test('leaves a movement that may be reversed anew, and taken back anew; what restored it is final', async () => {
    const transaction = await sale();
    const restoring = await booked(restore(await booked(propose(transaction))));
    expect(await codeOf(restore(restoring))).toBe('reversal.final');
    const again = await booked(propose(transaction));
    expect((await detailOf(transaction)).row.reversed).toBe(true);
    await booked(restore(again));
    const detail = await detailOf(transaction);
    expect(detail.row.reversed).toBe(false);
    expect(detail.reversals).toHaveLength(4);
    await expectEqualBooks();
  });

  test('is nothing that a comparison of the days would put right', async () => {
    await booked(restore(await booked(propose(await sale()))));
    const before = await readReversalBooks(api.db, org);
    await compareRound({ db: api.db, archive: undefined }, org.id, new Date(Date.now() + 30 * DAY_MS));
    expect(await readReversalBooks(api.db, org)).toEqual(before);
    const found = await withTenant(api.db, org.id, (tx) => tx`select what, subject, expected, found from divergences`);
    expect(found).toEqual([]);
  });
});

describe('attacks', () => {
  test('whoever asked cannot approve, nor does an approval count twice', async () => {
    const { id } = (await restore(await booked(propose(await sale())))).json<{ id: string }>();
    expect(await codeOf(approve(id, owner))).toBe('reversal.same-person');
    const answers = await Promise.all(Array.from({ length: 6 }, () => approve(id)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    expect(await codeOf(ask(`${REVERSALS}/${id}/withdraw`))).toBe('reversal.ended');
    await expectEqualBooks();
  });

  test('a reversal is taken back once, however many ask at once, and meanwhile no second one of the movement is asked for', async () => {
    const transaction = await sale();
    const first = await booked(propose(transaction));
    const asked = await Promise.all(Array.from({ length: 6 }, () => restore(first)));
    expect(asked.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    expect(await codeOf(propose(transaction))).toBe('reversal.asked');
    const id = asked.find(({ statusCode }) => statusCode === 200)?.json<{ id: string }>().id ?? '';
    const raced = await Promise.all([approve(id), propose(transaction), restore(first), propose(transaction)]);
    expect(raced[0]?.statusCode).toBe(200);
    expect(raced.slice(1).filter(({ statusCode }) => statusCode === 200).length).toBeLessThan(2);
    expect(await codeOf(restore(first))).toBe('reversal.asked');
    await expectEqualBooks();
  });

  test('what is not booked is not taken back, and a question that was withdrawn may be asked again', async () => {
    const waiting = (await propose(await sale())).json<{ id: string }>();
    expect(await codeOf(restore(waiting.id))).toBe('reversal.not-booked');
    const first = await booked(propose(await sale()));
    const { id } = (await restore(first)).json<{ id: string }>();
    expect((await ask(`${REVERSALS}/${id}/withdraw`)).statusCode).toBe(200);
    expect(await codeOf(restore(id))).toBe('reversal.final');
    await booked(restore(first));
    await expectEqualBooks();
  });

  test('another tenant and a person of another shop neither see it nor take it back', async () => {
    const there = await openTill(api.app, owner, org.otherShop, org.otherMachine);
    const operation = randomUUID();
    there.chain.sale({ operation });
    await there.deliver();
    const first = await booked(propose(operation));
    const foreign = await makeOrganization(api.db, 'Beta');
    const { id } = (await restore(first)).json<{ id: string }>();
    for (const person of [org.people.regional_manager, foreign.people.owner]) {
      const cookies = await signInAs(api.app, person);
      expect(await codeOf(restore(first, cookies))).toBe('api.not-found');
      expect(await codeOf(approve(id, cookies))).toBe('api.not-found');
      const { rows } = await get<ReversalList>(REVERSALS, cookies);
      expect(rows.map((row) => row.id)).not.toContain(id);
    }
    expect(await codeOf(restore(randomUUID()))).toBe('api.not-found');
  });

  test('while a case of the movement waits nothing is taken back, neither asked for nor approved', async () => {
    const transaction = await sale();
    const first = await booked(propose(transaction));
    const { id } = (await restore(first)).json<{ id: string }>();
    await withTenant(
      api.db,
      org.id,
      (tx) => tx`
        insert into cases (
          org_id, machine_id, case_id, shop_id, agent_id, epoch, sequence, branch, business_date, opened_at, about, received_at)
        select org_id, machine_id, transaction_id, shop_id, agent_id, epoch, sequence, branch, business_date, occurred_at, 'operation', now()
        from cash_transactions where org_id = ${org.id} and transaction_id = ${transaction}`,
    );
    expect(await codeOf(approve(id))).toBe('reversal.case-open');
    await ask(`${REVERSALS}/${id}/withdraw`);
    expect(await codeOf(restore(first))).toBe('reversal.case-open');
    await expectEqualBooks();
  });

  test('killed between the sums and the commit: neither the entry nor its sums nor the mark are there', async () => {
    const transaction = await sale();
    const first = await booked(propose(transaction));
    const { id } = (await restore(first)).json<{ id: string }>();
    const before = await readReversalBooks(api.db, org);
    const killed = withTenant(api.db, org.id, async (tx) => {
      await tx`select * from book_reversal(${org.id}, ${id}, ${org.people.accountant.id})`;
      await tx`select pg_terminate_backend(pg_backend_pid())`;
    });
    await expect(killed).rejects.toThrow();
    expect(await readReversalBooks(api.db, org)).toEqual(before);
    expect((await detailOf(transaction)).row.reversed).toBe(true);
    expect((await approve(id)).statusCode).toBe(200);
    await expectEqualBooks();
  });
});
