import { randomUUID } from 'node:crypto';
import { withTenant } from '@tillbridge/core/db/client';
import { TransactionDetailSchema, type TransactionPage } from '@tillbridge/shared/reads';
import type { Movements } from '@tillbridge/shared/reads-cash';
import { type ClosingDetail, ClosingDetailSchema } from '@tillbridge/shared/reads-closings';
import { type ReversalList, ReversalListSchema } from '@tillbridge/shared/reads-reversals';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { codeOf } from './desk.ts';
import { around, openTill, shopDay } from './fill-shop.ts';
import { makeOrganization } from './make-world.ts';
import { DAY_MS, makeReversalWorld, type ReversalWorld } from './reversal-world.ts';
import { signInAs } from './start-api.ts';

let world: ReversalWorld;

beforeAll(async () => {
  world = await makeReversalWorld(await cloneDatabase());
});
afterAll(() => world.api.close());

describe('a movement that is known to be wrong', () => {
  test('is reversed by two people, beside it and on a day of its own; fact and lines stay', async () => {
    const transaction = await world.sale(DAY_MS);
    const before = await world.detailOf(transaction);
    expect(before.reversal).toBeNull();
    const asked = await world.propose(transaction);
    expect(asked.statusCode, asked.body).toBe(200);
    expect((await world.books()).days).toContain('sale/1/10000/2000');
    const { id } = asked.json<{ id: string }>();
    expect((await world.approve(id)).statusCode).toBe(200);
    const after = await world.detailOf(transaction);
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
        askedBy: { id: world.org.people.owner.id },
        endedBy: { id: world.org.people.accountant.id },
      },
    });
    const days = await withTenant(
      world.api.db,
      world.org.id,
      (tx) => tx<{ day: string; sums: string }[]>`
        select business_date as day, concat_ws('/', transactions, in_minor, out_minor) as sums
        from daily_summaries where shop_id = ${world.org.shop} order by business_date`,
    );
    expect(days.map((row) => ({ ...row }))).toEqual([
      { day: shopDay(Date.now() - DAY_MS), sums: '1/10000/2000' },
      { day: shopDay(Date.now()), sums: '0/2000/10000' },
    ]);
    await world.expectEqualBooks();
  });

  test('is marked in the list, taken out of what its person moved, and shown beside its closing', async () => {
    const list = await world.get<TransactionPage>(`shops/${world.org.shop}/transactions`);
    expect(list.rows.map((row) => row.reversed)).toEqual([true]);
    const range = `from=${shopDay(Date.now() - DAY_MS)}&to=${shopDay(Date.now())}`;
    for (const by of ['kind', 'person']) {
      const { rows } = await world.get<Movements>(`cash/movements?by=${by}&shop=${world.org.shop}&${range}`);
      expect(rows, by).toMatchObject([{ transactions: 1, inMinor: 12_000, outMinor: 12_000 }]);
    }
    const openedAt = new Date(Date.now() - DAY_MS - 3_600_000).toISOString();
    const { shift } = world.till.chain.closing({ openedAt }, around(Date.now() - DAY_MS + 3_600_000));
    await world.till.deliver();
    const closing = await world.get<ClosingDetail>(`closings/${shift}`);
    expect(Value.Errors(ClosingDetailSchema, closing)).toEqual([]);
    expect(closing.adjustments).toMatchObject([
      { what: 'reversed', by: 'accountant', inMinor: 2_000, outMinor: 10_000, reason: 'rung up twice' },
    ]);
  });

  test('stands in the journal as an entry of its own day and number', async () => {
    const wish = { list: 'journal', format: 'csv', bom: false, language: 'en', filters: { shop: world.org.shop } };
    const started = await world.post(world.owner, 'exports', wish);
    expect(started.statusCode, started.body).toBe(200);
    const { path: url } = started.json<{ path: string }>();
    const text = (await world.api.app.inject({ url, cookies: { ...world.owner } })).body;
    const entries = text.split('\n').filter((line) => line.includes('-R000001'));
    expect(entries).toHaveLength(2);
    expect(entries.every((line) => line.includes(shopDay(Date.now())) && line.includes('reversal sale'))).toBe(true);
    expect(entries.map((line) => line.match(/80\.00/g)?.length)).toEqual([1, 1]);
  });

  test('moves nothing in the machine: position and units stay as they were read', async () => {
    const read = () =>
      withTenant(
        world.api.db,
        world.org.id,
        (tx) => tx`select * from machine_inventory where shop_id = ${world.org.shop} order by 1, 2, 3, 5`,
      );
    const before = [...(await read())];
    await world.book(world.propose(await world.sale()));
    expect([...(await read())]).toEqual(before);
    await world.expectEqualBooks();
  });
});

describe('attacks', () => {
  test('whoever asked cannot approve', async () => {
    const { id } = (await world.propose(await world.sale())).json<{ id: string }>();
    expect(await codeOf(world.post(world.owner, `reversals/${id}/approve`))).toBe('reversal.same-person');
    expect((await world.post(world.owner, `reversals/${id}/withdraw`)).statusCode).toBe(200);
    expect(await codeOf(world.approve(id))).toBe('reversal.ended');
    await world.expectEqualBooks();
  });

  test('a movement is reversed once, however many ask and approve at once', async () => {
    const transaction = await world.sale();
    const asked = await Promise.all(Array.from({ length: 6 }, () => world.propose(transaction)));
    expect(asked.map((answer) => answer.statusCode).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    const id = asked.find((answer) => answer.statusCode === 200)?.json<{ id: string }>().id ?? '';
    const booked = await Promise.all(Array.from({ length: 6 }, () => world.approve(id)));
    expect(booked.map((answer) => answer.statusCode).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    expect(await codeOf(world.propose(transaction))).toBe('reversal.asked');
    await world.expectEqualBooks();
  });

  test('numbers have no gap and none twice when many are approved at once, while sales arrive', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.push((await world.propose(await world.sale())).json<{ id: string }>().id);
    await Promise.all([...ids.map((id) => world.approve(id)), world.sale()]);
    const { rows } = await world.get<ReversalList>('reversals?state=booked');
    const numbers = rows.map((row) => row.number ?? 0).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, at) => at + 1));
    await world.expectEqualBooks();
  });

  test('another tenant and a person of another shop neither see nor reverse it', async () => {
    const there = await openTill(world.api.app, world.owner, world.org.otherShop, world.org.otherMachine);
    const operation = randomUUID();
    there.chain.sale({ operation });
    await there.deliver();
    const manager = await signInAs(world.api.app, world.org.people.regional_manager);
    const foreign = await makeOrganization(world.api.db, 'Beta');
    const stranger = await signInAs(world.api.app, foreign.people.owner);
    const { id } = (await world.propose(operation)).json<{ id: string }>();
    for (const cookies of [manager, stranger]) {
      expect(await codeOf(world.propose(operation, cookies))).toBe('api.not-found');
      for (const verb of ['approve', 'withdraw'])
        expect(await codeOf(world.post(cookies, `reversals/${id}/${verb}`))).toBe('api.not-found');
      expect((await world.get<ReversalList>('reversals', cookies)).rows.map((row) => row.id)).not.toContain(id);
    }
  });

  test('what is not known is not reversed: a case is counted at the shop first', async () => {
    const transaction = await world.sale(0, { outcome: 'unknown' });
    expect(await codeOf(world.propose(transaction))).toBe('reversal.case-open');
  });

  test('where nothing moved there is nothing to take back', async () => {
    const transaction = await world.sale(0, { outcome: 'refused', inMinor: 0, outMinor: 0, lines: [] });
    expect(await codeOf(world.propose(transaction))).toBe('reversal.nothing');
    expect(await codeOf(world.propose(randomUUID()))).toBe('api.not-found');
  });

  test('killed between the sums and the commit: neither the entry nor its sums are there', async () => {
    const transaction = await world.sale();
    const { id } = (await world.propose(transaction)).json<{ id: string }>();
    const before = await world.books();
    await world.bookKilled(id);
    expect(await world.books()).toEqual(before);
    expect((await world.approve(id)).statusCode).toBe(200);
    await world.expectEqualBooks();
  });

  test('a fact that arrives later under another name changes no entry, and the entry no fact', async () => {
    const transaction = await world.sale();
    await world.book(world.propose(transaction));
    const again = await world.sale();
    expect((await world.detailOf(again)).row.reversed).toBe(false);
    await world.expectEqualBooks();
  });
});

test('every step stands in the trail, and the list is what its schema says', async () => {
  expect(Value.Errors(ReversalListSchema, await world.get<ReversalList>('reversals'))).toEqual([]);
  const actions = await withTenant(
    world.api.db,
    world.org.id,
    (tx) =>
      tx<{ action: string }[]>`select distinct action from audit_events where action like 'reversal.%' order by action`,
  );
  expect(actions.map(({ action }) => action)).toEqual(['reversal.asked', 'reversal.booked', 'reversal.withdrawn']);
});

test('what was taken back is nothing that a comparison would put right', async () => {
  await world.book(world.propose(await world.sale()));
  const before = await world.books();
  expect(await world.compare()).toEqual([]);
  expect(await world.books()).toEqual(before);
});
