import { CASH_KINDS, type CashKind, type CashLine, sumLines } from '@tillbridge/shared/cash';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { inventory, newId } from './build-facts.ts';
import { makeWorld, openShop, type World } from './ingest-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
afterAll(() => world.close());

const line = (over: Partial<CashLine>): CashLine => ({
  valueMinor: 10_000,
  form: 'note',
  pieces: 1,
  direction: 'in',
  place: 'stock',
  ...over,
});

/** What each kind moves at a counter: which way, and from or into which bucket. */
const MOVES: Readonly<Record<CashKind, readonly CashLine[]>> = {
  deposit: [line({ pieces: 3 }), line({ pieces: 1, place: 'box' })],
  sale: [line({}), line({ valueMinor: 2_000, pieces: 2, direction: 'out' })],
  change: [line({ valueMinor: 25, form: 'coin', pieces: 3, direction: 'out' })],
  payout: [line({ pieces: 2, direction: 'out' })],
  exchange: [line({}), line({ valueMinor: 2_000, pieces: 5, direction: 'out' })],
  refill: [line({ valueMinor: 2_000, pieces: 100 }), line({ valueMinor: 100, form: 'coin', pieces: 20 })],
  collection: [line({ pieces: 50, direction: 'out', place: 'box' }), line({ pieces: 5, direction: 'out' })],
  adjustment: [line({ valueMinor: 2_000, direction: 'out' }), line({ valueMinor: 100, form: 'coin' })],
  purchase_payout: [line({ pieces: 7, direction: 'out' })],
};

describe('every kind of transaction', () => {
  test('lands with its buckets, its directions and its own line in the summaries', async () => {
    const shop = await openShop(world);
    for (const kind of CASH_KINDS) {
      const lines = [...MOVES[kind]];
      const [inMinor, outMinor] = [sumLines(lines, 'in'), sumLines(lines, 'out')];
      shop.chain.sale({ kind, lines, inMinor, outMinor, amountMinor: Math.max(inMinor, outMinor) });
    }
    expect(await shop.send()).toMatchObject({ applied: CASH_KINDS.length, quarantined: [] });
    const days = await world.god`
      select kind, transactions, in_minor, out_minor from daily_summaries where shop_id = ${shop.shop}`;
    const sums = Object.fromEntries(
      days.map((day) => [day['kind'], [day['transactions'], day['in_minor'], day['out_minor']]]),
    );
    expect(sums).toEqual(
      Object.fromEntries(
        CASH_KINDS.map((kind) => [kind, [1, sumLines(MOVES[kind], 'in'), sumLines(MOVES[kind], 'out')]]),
      ),
    );
    for (const table of ['hourly_summaries', 'monthly_summaries']) {
      const rows = await world.god`select kind from ${world.god(table)} where shop_id = ${shop.shop}`;
      expect(rows.map((row) => String(row['kind'])).sort()).toEqual([...CASH_KINDS].sort());
    }
    const stored = await world.god`
      select t.kind, l.value_minor, l.form, l.pieces, l.direction, l.place
      from denomination_lines l
      join cash_transactions t using (org_id, business_date, transaction_id)
      where t.shop_id = ${shop.shop}
      order by t.kind, l.line_no`;
    for (const kind of CASH_KINDS) {
      expect(stored.filter((row) => row['kind'] === kind)).toMatchObject(
        MOVES[kind].map(({ valueMinor, form, pieces, direction, place }) => ({
          value_minor: valueMinor,
          form,
          pieces,
          direction,
          place,
        })),
      );
    }
  });
});

describe('what the counter adds to its facts', () => {
  test('is taken: who asked with the intent, seal and receiver, a case, a count, and what books hold differently', async () => {
    const shop = await openShop(world);
    const { machine } = shop;
    const operation = newId();
    const lines = [...MOVES.collection];
    const outMinor = sumLines(lines, 'out');
    const who = { operator: 'มาลี', reference: 'รอบ 2', seal: 'S-100', receiver: 'Guard 7' };
    shop.chain.add('operation.intended', {
      machine,
      operation,
      kind: 'collection',
      currency: 'THB',
      amountMinor: 0,
      ...who,
    });
    shop.chain.sale({ operation, kind: 'collection', lines, inMinor: 0, outMinor, amountMinor: outMinor, ...who });
    const gap = [line({ direction: 'out' })];
    shop.chain.add('agent.event', { code: 'stock_gap', case: newId(), machine, currency: 'THB', lines: gap });
    const figure = [{ valueMinor: 10_000, form: 'note' as const, place: 'stock' as const, pieces: 39 }];
    const figures = { counted: figure, expected: figure, reported: [] };
    shop.chain.add('cash.recount', {
      machine,
      operation: newId(),
      currency: 'THB',
      cases: [operation],
      note: 'นับแล้ว',
      ...figures,
    });
    const standing = [line({ direction: 'out' })];
    shop.chain.add('machine.inventory', { machine, inventory: inventory(new Date().toISOString()), standing });
    expect(await shop.send()).toMatchObject({ applied: 5, quarantined: [] });
    const [row] = await world.god`
      select operator, reference from cash_transactions where transaction_id = ${operation}`;
    expect(row).toEqual({ operator: who.operator, reference: who.reference });
  });
});
