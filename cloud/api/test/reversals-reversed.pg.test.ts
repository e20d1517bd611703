import { randomUUID } from 'node:crypto';
import { withTenant } from '@tillbridge/core/db/client';
import { TransactionDetailSchema } from '@tillbridge/shared/reads';
import type { Movements } from '@tillbridge/shared/reads-cash';
import { type ClosingDetail, ClosingDetailSchema } from '@tillbridge/shared/reads-closings';
import type { ReversalList } from '@tillbridge/shared/reads-reversals';
import postgres from 'postgres';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ClonedDatabase, cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { codeOf } from './desk.ts';
import { around, openTill, shopDay } from './fill-shop.ts';
import { makeOrganization } from './make-world.ts';
import { DAY_MS, makeReversalWorld, type ReversalWorld } from './reversal-world.ts';
import { signInAs } from './start-api.ts';

let clone: ClonedDatabase;
let world: ReversalWorld;

beforeAll(async () => {
  clone = await cloneDatabase();
  world = await makeReversalWorld(clone);
});
afterAll(() => world.api.close());

const restore = (reversal: string, by = world.owner) =>
  world.post(by, `reversals/${reversal}/reverse`, { reason: 'it was sold after all' });

describe('a reversal that was an error', () => {
  test('is taken back by two people: the movement stands again, each entry has its number, day and sums', async () => {
    const transaction = await world.sale(DAY_MS);
    const first = await world.book(world.propose(transaction));
    expect((await world.detailOf(transaction)).row.reversed).toBe(true);
    const second = await world.book(restore(first));
    const detail = await world.detailOf(transaction);
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
      world.api.db,
      world.org.id,
      (tx) => tx<{ sums: string }[]>`
        select concat_ws('/', transactions, in_minor, out_minor) as sums from daily_summaries
        where shop_id = ${world.org.shop} order by business_date`,
    );
    expect(days.map(({ sums }) => sums)).toEqual(['1/10000/2000', '0/12000/12000']);
    await world.expectEqualBooks();
  });

  test('stands with its person, beside its closing and in the journal by its own number', async () => {
    const range = `from=${shopDay(Date.now() - DAY_MS)}&to=${shopDay(Date.now())}`;
    for (const by of ['kind', 'person']) {
      const { rows } = await world.get<Movements>(`cash/movements?by=${by}&shop=${world.org.shop}&${range}`);
      expect(rows, by).toMatchObject([{ transactions: 1, inMinor: 22_000, outMinor: 14_000 }]);
    }
    const openedAt = new Date(Date.now() - DAY_MS - 3_600_000).toISOString();
    const { shift } = world.till.chain.closing({ openedAt }, around(Date.now() - DAY_MS + 3_600_000));
    await world.till.deliver();
    const closing = await world.get<ClosingDetail>(`closings/${shift}`);
    expect(Value.Errors(ClosingDetailSchema, closing)).toEqual([]);
    expect(closing.adjustments.map(({ what, inMinor, outMinor }) => [what, inMinor, outMinor])).toEqual([
      ['reversed', 2_000, 10_000],
      ['restored', 10_000, 2_000],
    ]);
    const wish = { list: 'journal', format: 'csv', bom: false, language: 'en', filters: { shop: world.org.shop } };
    const { path: url } = (await world.post(world.owner, 'exports', wish)).json<{ path: string }>();
    const journal = (await world.api.app.inject({ url, cookies: { ...world.owner } })).body.split('\n');
    const restored = journal.filter((line) => line.includes('reversal of S0A-R000001 sale'));
    expect(restored).toHaveLength(2);
    expect(restored.every((line) => line.includes('S0A-R000002') && line.includes('80.00'))).toBe(true);
  });

  test('leaves a movement that may be reversed anew, and taken back anew; what restored it is final', async () => {
    const transaction = await world.sale();
    const restoring = await world.book(restore(await world.book(world.propose(transaction))));
    expect(await codeOf(restore(restoring))).toBe('reversal.final');
    const again = await world.book(world.propose(transaction));
    expect((await world.detailOf(transaction)).row.reversed).toBe(true);
    await world.book(restore(again));
    const detail = await world.detailOf(transaction);
    expect(detail.row.reversed).toBe(false);
    expect(detail.reversals).toHaveLength(4);
    await world.expectEqualBooks();
  });

  test('is nothing that a comparison of the days would put right', async () => {
    await world.book(restore(await world.book(world.propose(await world.sale()))));
    const before = await world.books();
    expect(await world.compare()).toEqual([]);
    expect(await world.books()).toEqual(before);
  });
});

test('what was taken back and restored stays in the sums of its month when another day of it is put right', async () => {
  const month = shopDay(Date.now()).slice(0, 7);
  const another = [-DAY_MS, DAY_MS].find((ms) => shopDay(Date.now() - ms).startsWith(month)) ?? 0;
  await world.sale(another);
  await world.book(restore(await world.book(world.propose(await world.sale()))));
  const before = await world.books();
  const god = postgres(clone.superUrl, { max: 1 });
  await god`
    update daily_summaries set in_minor = in_minor + 1
    where shop_id = ${world.org.shop} and business_date = ${shopDay(Date.now() - another)}`;
  await god.end();
  expect(await world.compare()).toMatchObject([{ what: 'derived', state: 'healed' }]);
  expect(await world.books()).toEqual(before);
});

describe('attacks', () => {
  test('whoever asked cannot approve, nor does an approval count twice', async () => {
    const { id } = (await restore(await world.book(world.propose(await world.sale())))).json<{ id: string }>();
    expect(await codeOf(world.approve(id, world.owner))).toBe('reversal.same-person');
    const answers = await Promise.all(Array.from({ length: 6 }, () => world.approve(id)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    expect(await codeOf(world.post(world.owner, `reversals/${id}/withdraw`))).toBe('reversal.ended');
    await world.expectEqualBooks();
  });

  test('a reversal is taken back once, however many ask at once, and meanwhile no second one of the movement is asked for', async () => {
    const transaction = await world.sale();
    const first = await world.book(world.propose(transaction));
    const asked = await Promise.all(Array.from({ length: 6 }, () => restore(first)));
    expect(asked.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    expect(await codeOf(world.propose(transaction))).toBe('reversal.asked');
    const id = asked.find(({ statusCode }) => statusCode === 200)?.json<{ id: string }>().id ?? '';
    const raced = await Promise.all([
      world.approve(id),
      world.propose(transaction),
      restore(first),
      world.propose(transaction),
    ]);
    expect(raced[0]?.statusCode).toBe(200);
    expect(raced.slice(1).filter(({ statusCode }) => statusCode === 200).length).toBeLessThan(2);
    expect(await codeOf(restore(first))).toBe('reversal.asked');
    await world.expectEqualBooks();
  });

  test('what is not booked is not taken back, and a question that was withdrawn may be asked again', async () => {
    const waiting = (await world.propose(await world.sale())).json<{ id: string }>();
    expect(await codeOf(restore(waiting.id))).toBe('reversal.not-booked');
    const first = await world.book(world.propose(await world.sale()));
    const { id } = (await restore(first)).json<{ id: string }>();
    expect((await world.post(world.owner, `reversals/${id}/withdraw`)).statusCode).toBe(200);
    expect(await codeOf(restore(id))).toBe('reversal.final');
    await world.book(restore(first));
    await world.expectEqualBooks();
  });

  test('another tenant and a person of another shop neither see it nor take it back', async () => {
    const there = await openTill(world.api.app, world.owner, world.org.otherShop, world.org.otherMachine);
    const operation = randomUUID();
    there.chain.sale({ operation });
    await there.deliver();
    const first = await world.book(world.propose(operation));
    const foreign = await makeOrganization(world.api.db, 'Beta');
    const { id } = (await restore(first)).json<{ id: string }>();
    for (const person of [world.org.people.regional_manager, foreign.people.owner]) {
      const cookies = await signInAs(world.api.app, person);
      expect(await codeOf(restore(first, cookies))).toBe('api.not-found');
      expect(await codeOf(world.approve(id, cookies))).toBe('api.not-found');
      const { rows } = await world.get<ReversalList>('reversals', cookies);
      expect(rows.map((row) => row.id)).not.toContain(id);
    }
    expect(await codeOf(restore(randomUUID()))).toBe('api.not-found');
  });

  test('while a case of the movement waits nothing is taken back, neither asked for nor approved', async () => {
    const transaction = await world.sale();
    const first = await world.book(world.propose(transaction));
    const { id } = (await restore(first)).json<{ id: string }>();
    await withTenant(
      world.api.db,
      world.org.id,
      (tx) => tx`
        insert into cases (
          org_id, machine_id, case_id, shop_id, agent_id, epoch, sequence, branch, business_date, opened_at, about, received_at)
        select org_id, machine_id, transaction_id, shop_id, agent_id, epoch, sequence, branch, business_date, occurred_at, 'operation', now()
        from cash_transactions where org_id = ${world.org.id} and transaction_id = ${transaction}`,
    );
    expect(await codeOf(world.approve(id))).toBe('reversal.case-open');
    await world.post(world.owner, `reversals/${id}/withdraw`);
    expect(await codeOf(restore(first))).toBe('reversal.case-open');
    await world.expectEqualBooks();
  });

  test('killed between the sums and the commit: neither the entry nor its sums nor the mark are there', async () => {
    const transaction = await world.sale();
    const first = await world.book(world.propose(transaction));
    const { id } = (await restore(first)).json<{ id: string }>();
    const before = await world.books();
    await world.bookKilled(id);
    expect(await world.books()).toEqual(before);
    expect((await world.detailOf(transaction)).row.reversed).toBe(true);
    expect((await world.approve(id)).statusCode).toBe(200);
    await world.expectEqualBooks();
  });
});
