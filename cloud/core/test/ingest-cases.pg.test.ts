import { readFileSync } from 'node:fs';
import type { FactBody } from '@tillbridge/shared/fact';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { acceptBatch } from '../src/ingest/accept-batch.ts';
import { acceptOpen } from '../src/ingest/accept-open.ts';
import { redrive } from '../src/ingest/redrive.ts';
import { Chain, type FactDiffers, newId } from './build-facts.ts';
import { custodyOf, makeWorld, type OpenShop, openShop, sendTailTo, type World } from './ingest-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
afterAll(() => world.close());

const MINUTE_MS = 60_000;
const at = (minutesAgo: number): FactDiffers => ({
  occurredAt: new Date(Date.now() - minutesAgo * MINUTE_MS).toISOString(),
});
const OWED = { outcome: 'partial', outMinor: 2_000, inMinor: 10_000, owedMinor: 1_000 } as const;

/** A count of a machine that names these cases. */
function recount(
  chain: Chain,
  cases: readonly string[],
  differs: Partial<FactBody<'cash.recount'>> = {},
  when = at(1),
) {
  const operation = newId();
  const held = [{ valueMinor: 10_000, form: 'note', place: 'stock', pieces: 40 }] as const;
  const figures = { counted: [...held], expected: [...held], reported: [...held] };
  const { machine, currency = 'THB' } = chain.place;
  chain.add('cash.recount', { machine, currency, operation, cases: [...cases], ...figures, ...differs }, when);
  return operation;
}

function gap(chain: Chain, name: string, when = at(5)) {
  const lines = [{ valueMinor: 10_000, form: 'note', pieces: 2, direction: 'out', place: 'stock' }] as const;
  const { machine } = chain.place;
  chain.add('agent.event', { code: 'stock_gap', machine, case: name, currency: 'THB', lines: [...lines] }, when);
}

async function casesOf(shop: OpenShop) {
  const rows = await world.god`
    select case_id as id, about, outcome, owed_minor as owed, opened_at is not null as opened, settled_by as by,
      settled_operation as operation, settled_at is not null as settled, sequence, branch, epoch
    from cases where shop_id = ${shop.shop} order by opened_at, case_id`;
  return rows.map((row) => ({ ...row }));
}

describe('a case in the cloud', () => {
  test('is opened by an operation that ended partial, retained or unknown, and by a discrepancy, and by nothing else', async () => {
    const shop = await openShop(world);
    const [owed, kept, unknown, moved] = [newId(), newId(), newId(), newId()];
    shop.chain.sale();
    shop.chain.sale({ outcome: 'cancelled' });
    shop.chain.sale({ operation: owed, ...OWED }, at(9));
    shop.chain.sale({ operation: kept, outcome: 'retained' }, at(8));
    shop.chain.sale({ operation: unknown, outcome: 'unknown' }, at(7));
    gap(shop.chain, moved, at(6));
    shop.chain.add('agent.event', { code: 'started' });
    expect(await shop.send()).toMatchObject({ applied: 7, quarantined: [] });
    expect(await casesOf(shop)).toMatchObject([
      { id: owed, about: 'operation', outcome: 'partial', owed: 1_000, settled: false },
      { id: kept, outcome: 'retained' },
      { id: unknown, outcome: 'unknown' },
      { id: moved, about: 'discrepancy', outcome: null, settled: false },
    ]);
  });

  test('is settled by the recount that names it, and no other case with it', async () => {
    const shop = await openShop(world);
    const [first, second] = [newId(), newId()];
    shop.chain.sale({ operation: first, ...OWED }, at(9));
    gap(shop.chain, second);
    await shop.send();
    const operation = recount(shop.chain, [first], { operator: '1 Boss', note: 'counted twice' });
    await shop.send();
    expect(await casesOf(shop)).toMatchObject([
      { id: first, settled: true, by: '1 Boss', operation },
      { id: second, settled: false },
    ]);
    const [kept] =
      await world.god`select operator, note, counted, cases from recounts where operation_id = ${operation}`;
    expect(kept).toMatchObject({ operator: '1 Boss', note: 'counted twice', cases: [first] });
  });

  test('is opened and settled in one batch, and once however often that batch comes', async () => {
    const shop = await openShop(world);
    const name = newId();
    gap(shop.chain, name);
    recount(shop.chain, [name]);
    await shop.send();
    const before = await casesOf(shop);
    expect(await shop.send()).toMatchObject({ applied: 0, duplicates: 2 });
    expect(await casesOf(shop)).toEqual(before);
    expect(before).toMatchObject([{ id: name, opened: true, settled: true }]);
    expect(await world.god`select 1 from recounts where shop_id = ${shop.shop}`).toHaveLength(1);
  });

  test('is settled from its first moment when its recount arrived before it', async () => {
    const shop = await openShop(world);
    const name = newId();
    recount(shop.chain, [name], { operator: '1 Boss' });
    await shop.send();
    expect(await casesOf(shop)).toMatchObject([{ id: name, opened: false, settled: true }]);
    shop.chain.sale({ operation: name, ...OWED }, at(60));
    await shop.send();
    expect(await casesOf(shop)).toMatchObject([{ id: name, opened: true, settled: true, by: '1 Boss', sequence: 2 }]);
  });

  test('keeps both of two recounts and is settled by the earlier, whichever arrived first', async () => {
    const shop = await openShop(world);
    const name = newId();
    gap(shop.chain, name, at(60));
    recount(shop.chain, [name], { operator: 'late' }, at(1));
    await shop.send();
    const early = recount(shop.chain, [name], { operator: 'early' }, at(30));
    recount(shop.chain, [name], { operator: 'last' }, at(0));
    await shop.send();
    expect(await casesOf(shop)).toMatchObject([{ id: name, by: 'early', operation: early }]);
    expect(await world.god`select 1 from recounts where cases @> array[${name}::uuid]`).toHaveLength(3);
  });

  test('is not opened a second time by another fact of its name, nor by a recount in a list of many', async () => {
    const shop = await openShop(world);
    const name = newId();
    gap(shop.chain, name, at(9));
    gap(shop.chain, name, at(8));
    recount(shop.chain, [name, newId(), name]);
    gap(shop.chain, name, at(7));
    await shop.send();
    const rows = await casesOf(shop);
    expect(rows.filter((row) => row['opened'])).toMatchObject([{ id: name, sequence: 1, settled: true }]);
  });
});

describe('facts that come another way', () => {
  test('a case that waited in quarantine opens with its redrive, settled if the recount is known', async () => {
    const shop = await openShop(world);
    const [machine, name] = [newId(), newId()];
    const { hash } = shop.chain.sale({ machine, operation: name, ...OWED }, at(60));
    shop.chain.sale();
    await shop.send();
    expect(await casesOf(shop)).toEqual([]);
    await world.god`insert into machines (org_id, machine_id, shop_id, name, driver, currency) values (${shop.org}, ${machine}, ${shop.shop}, 'Two', 'glory-300', 'THB')`;
    recount(shop.chain, [name], { machine, operator: '1 Boss' });
    await shop.send();
    const key = { org: shop.org, agent: shop.agent, epoch: shop.chain.epoch, sequence: 1, hash };
    expect(await redrive(world.db, key)).toMatchObject({ state: 'applied' });
    expect(await redrive(world.db, key)).toMatchObject({ state: 'gone' });
    expect(await casesOf(shop)).toMatchObject([{ id: name, opened: true, settled: true, by: '1 Boss' }]);
  });

  test('the tail of another epoch opens its cases, and a fact beside the stream says so', async () => {
    const shop = await openShop(world);
    const [inTail, inBranch] = [newId(), newId()];
    const copy = shop.chain.clone();
    shop.chain.sale();
    gap(copy, inBranch);
    await shop.send();
    await acceptBatch(world.db, shop.scope, copy.batch(shop.incarnation, { tail: true }));
    await redrive(world.db, {
      org: shop.org,
      agent: shop.agent,
      epoch: copy.epoch,
      sequence: 1,
      hash: copy.hashAt(1),
    });
    const old = new Chain(shop);
    gap(old, inTail, at(4));
    await acceptOpen(
      world.db,
      shop.scope,
      shop.chain.open({ epochs: [shop.chain.named(), old.named({ live: false })] }),
    );
    await sendTailTo(world, shop, old, { after: old.beginning });
    expect(await casesOf(shop)).toMatchObject([
      { id: inBranch, branch: 1, settled: false },
      { id: inTail, branch: 0, epoch: old.epoch, settled: false },
    ]);
    expect((await custodyOf(world, shop.agent, old.epoch)).facts).toHaveLength(1);
  });
});

describe('a hostile shop', () => {
  test('cannot settle, reopen or squat the case of another shop by naming it', async () => {
    const victim = await openShop(world);
    const thief = await openShop(world, { org: victim.org });
    const name = newId();
    recount(thief.chain, [name]);
    gap(thief.chain, name);
    await thief.send();
    victim.chain.sale({ operation: name, ...OWED });
    await victim.send();
    recount(thief.chain, [name]);
    await thief.send();
    expect(await casesOf(victim)).toMatchObject([{ id: name, opened: true, settled: false }]);
    recount(thief.chain, [name], { machine: victim.machine });
    const receipt = await thief.send();
    expect(receipt.quarantined).toMatchObject([{ code: 'fact.machine' }]);
    expect(await casesOf(victim)).toMatchObject([{ id: name, settled: false }]);
  });

  test('cannot change what a count said, nor what a person recorded', async () => {
    for (const table of ['recounts', 'case_records']) {
      const [may] = await world.god`
        select has_table_privilege('tillbridge_app', ${table}, 'update') or has_table_privilege('tillbridge_app', ${table}, 'delete') as change`;
      expect(may, table).toEqual({ change: false });
    }
    const [may] = await world.god`select has_table_privilege('tillbridge_app', 'cases', 'delete') as change`;
    expect(may).toEqual({ change: false });
  });
});

test('two streams that bring a case and its recount at the same moment leave it settled', async () => {
  for (let round = 0; round < 8; round += 1) {
    const shop = await openShop(world);
    const name = newId();
    const old = new Chain(shop);
    recount(old, [name]);
    gap(shop.chain, name);
    const epochs = [shop.chain.named(), old.named({ live: false })];
    await acceptOpen(world.db, shop.scope, shop.chain.open({ epochs }));
    await Promise.all([shop.send(), sendTailTo(world, shop, old, { after: old.beginning })]);
    expect(await casesOf(shop)).toMatchObject([{ id: name, opened: true, settled: true }]);
  }
});

test('facts held before there were cases open and settle theirs by the migration, and doing it again changes nothing', async () => {
  const shop = await openShop(world);
  const [settled, open] = [newId(), newId()];
  shop.chain.sale({ operation: open, ...OWED }, at(9));
  gap(shop.chain, settled, at(8));
  recount(shop.chain, [settled], { operator: '1 Boss' });
  await shop.send();
  const before = await casesOf(shop);
  await world.god`delete from cases where shop_id = ${shop.shop}`;
  await world.god`delete from recounts where shop_id = ${shop.shop}`;
  const migration = readFileSync(
    new URL('../../../migrations/cloud/0023_cases_of_the_past.sql', import.meta.url),
    'utf8',
  );
  await world.god.begin(async (tx) => {
    await tx`delete from recounts`;
    await tx`set local role tillbridge_owner`;
    await tx.unsafe(migration);
  });
  expect(await casesOf(shop)).toEqual(before);
  expect(before).toMatchObject([
    { id: open, settled: false },
    { id: settled, settled: true, by: '1 Boss' },
  ]);
});
