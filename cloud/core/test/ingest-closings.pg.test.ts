import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { acceptBatch } from '../src/ingest/accept-batch.ts';
import { acceptOpen } from '../src/ingest/accept-open.ts';
import { Chain, closingBody, newId } from './build-facts.ts';
import { custodyOf, makeWorld, openShop, type World } from './ingest-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
afterAll(() => world.close());

const closingsOf = (agent: string) => world.god`
  select number, shift_id, tier, settled, reason, approved_by, counts, blind, sums, kinds, unsettled, business_date
  from closings where agent_id = ${agent} order by sequence`;
const linesOf = (agent: string) => world.god`
  select machine_id as machine, place, form, value_minor as "valueMinor", opening, moved_in as "in", moved_out as "out", expected, reported, counted
  from closing_lines where agent_id = ${agent} order by sequence, line_no`;
const codesOf = async (agent: string, epoch: string) =>
  (await custodyOf(world, agent, epoch)).quarantine.map((row) => row.code);

test('a closing lies in the cloud as the shop made it: expected, reported and counted side by side', async () => {
  const shop = await openShop(world);
  const closing = shop.chain.closing();
  expect(await shop.send()).toMatchObject({ applied: 1, quarantined: [] });
  const [row] = await closingsOf(shop.agent);
  const { number, tier, settled, reason, counts, blind, sums, kinds, unsettled } = closing;
  expect(row).toMatchObject({
    number,
    tier,
    settled,
    reason,
    counts,
    blind,
    sums,
    kinds,
    unsettled,
    shift_id: closing.shift,
  });
  expect((await linesOf(shop.agent)).map((line) => ({ ...line }))).toEqual(closing.lines);
});

test('a closing that is sent again is there once', async () => {
  const shop = await openShop(world);
  shop.chain.closing();
  await shop.send();
  expect(await shop.send()).toMatchObject({ applied: 0, duplicates: 1 });
  expect(await closingsOf(shop.agent)).toHaveLength(1);
  expect(await linesOf(shop.agent)).toHaveLength(1);
});

test('a closing that does not add up, or names a machine of another shop, goes to quarantine and blocks nobody', async () => {
  const shop = await openShop(world);
  const other = await openShop(world);
  const good = closingBody(shop);
  const [line] = good.lines;
  const [sum] = good.sums;
  if (line === undefined || sum === undefined) throw new Error('a closing without lines');
  shop.chain.closing({ lines: [{ ...line, expected: 51 }] });
  shop.chain.closing({ sums: [{ ...sum, varianceMinor: 0 }] });
  shop.chain.closing({ sums: [{ ...sum, countedMinor: sum.expectedMinor }] });
  shop.chain.closing({ lines: [{ ...line, machine: other.machine }] });
  shop.chain.closing({ openedAt: '2026-02-30T00:00:00.000Z' });
  shop.chain.closing({ number: 7 });
  expect(await shop.send()).toMatchObject({ applied: 1 });
  expect(await codesOf(shop.agent, shop.chain.epoch)).toEqual([
    'fact.sums',
    'fact.sums',
    'fact.sums',
    'fact.machine',
    'fact.time',
  ]);
  expect(await closingsOf(shop.agent)).toMatchObject([{ number: 7 }]);
});

test('a number that a restored journal used again stands beside the first, and neither is overwritten', async () => {
  const shop = await openShop(world);
  const first = shop.chain.closing();
  await shop.send();
  const again = new Chain(shop, { start: { number: 2, nonce: 'e'.repeat(32) } });
  const { incarnation } = await acceptOpen(world.db, shop.scope, again.open());
  const second = again.closing();
  await acceptBatch(world.db, shop.scope, again.batch(incarnation));
  const rows = await closingsOf(shop.agent);
  expect(rows.map((row) => row['shift_id']).sort()).toEqual([first.shift, second.shift].sort());
});

test('what becomes known later stands beside a closing, which nobody can change', async () => {
  const shop = await openShop(world);
  const { shift, number, unsettled } = shop.chain.closing();
  const [operation = newId()] = unsettled;
  const moved = [{ valueMinor: 10_000, form: 'note', pieces: 2, direction: 'out', place: 'stock' } as const];
  shop.chain.add('shift.adjusted', {
    ...{ shift, number, what: 'late', operation, machine: shop.machine, currency: 'THB', moved: [...moved] },
    ...{ inMinor: 0, outMinor: 20_000 },
  });
  shop.chain.add('shift.adjusted', {
    shift,
    number,
    what: 'approved',
    by: '1 Boss',
    moved: [],
    inMinor: 0,
    outMinor: 0,
  });
  const before = await closingsOf(shop.agent);
  expect(await shop.send()).toMatchObject({ applied: 3, quarantined: [] });
  expect(before).toHaveLength(0);
  const adjustments = await world.god`
    select what, operation_id, out_minor, made_by from closing_adjustments where shift_id = ${shift} order by sequence`;
  expect(adjustments.map((row) => ({ ...row }))).toEqual([
    { what: 'late', operation_id: operation, out_minor: 20_000, made_by: null },
    { what: 'approved', operation_id: null, out_minor: 0, made_by: '1 Boss' },
  ]);
  for (const table of ['closings', 'closing_lines', 'closing_adjustments']) {
    const [may] = await world.god`
      select has_table_privilege('tillbridge_app', ${table}, 'update') or has_table_privilege('tillbridge_app', ${table}, 'delete') as change`;
    expect(may, table).toEqual({ change: false });
  }
});

test('openings and counts are kept as facts', async () => {
  const shop = await openShop(world);
  const shift = newId();
  const lines = [{ machine: shop.machine, place: 'stock', form: 'coin', valueMinor: 100, pieces: 0 } as const];
  shop.chain.add('shift.opened', { shift, by: '11 Suda', source: 'counted', lines: [...lines], reported: [] });
  shop.chain.add('shift.counted', { shift, by: '11 Suda', attempt: 1, blind: true, lines: [...lines] });
  expect(await shop.send()).toMatchObject({ applied: 2, quarantined: [] });
});
