import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { acceptBatch } from '../src/ingest/accept-batch.ts';
import { onCommitted } from '../src/ingest/committed.ts';
import { redrive } from '../src/ingest/redrive.ts';
import { ALL_RULES } from '../src/ingest/rules.ts';
import { Chain, hex32, newId, sha256 } from './build-facts.ts';
import { custodyOf, faultOf, makeWorld, openShop, sumsOf, type World } from './ingest-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
afterAll(() => world.close());

describe('a batch that continues the stream', () => {
  test('is taken whole, byte for byte, and its receipt names the new high water', async () => {
    const shop = await openShop(world);
    shop.chain.sales(3);
    const receipt = await shop.send();
    expect(receipt).toMatchObject({
      highWater: 3,
      highWaterHash: shop.chain.hashAt(3),
      applied: 3,
      duplicates: 0,
      quarantined: [],
    });
    const custody = await custodyOf(world, shop.agent, shop.chain.epoch);
    expect(custody.facts.map((fact) => sha256(fact.raw))).toEqual(shop.chain.facts.map((fact) => fact.hash));
  });

  test('writes cash, lines, text with quotes and Thai, and the time it was intended', async () => {
    const shop = await openShop(world);
    const operation = newId();
    const intent = shop.chain.intent(operation);
    shop.chain.sale({ operation });
    await shop.send();
    const [row] = await world.god`select * from cash_transactions where transaction_id = ${operation}`;
    expect(row).toMatchObject({
      operator: 'สมชาย "ก" \\ O\'Neil, {x}',
      reference: 'POS-1',
      in_minor: 10_000,
      out_minor: 2_000,
      sequence: 2,
    });
    expect(row?.['intended_at'].toISOString()).toBe(JSON.parse(intent.line.toString()).occurredAt);
    const lines =
      await world.god`select line_no, value_minor, pieces, direction, unit from denomination_lines where transaction_id = ${operation} order by 1`;
    expect(lines).toMatchObject([
      { line_no: 1, value_minor: 10_000, direction: 'in', unit: '2' },
      { line_no: 2, value_minor: 2_000, direction: 'out', unit: '4' },
    ]);
  });

  test('leaves an operation open until its outcome comes, in whatever batch', async () => {
    const shop = await openShop(world);
    const operation = newId();
    shop.chain.intent(operation);
    await shop.send();
    expect(await world.god`select operation_id from open_operations where org_id = ${shop.org}`).toHaveLength(1);
    shop.chain.sale({ operation });
    await shop.send({ from: 2 });
    expect(await world.god`select operation_id from open_operations where org_id = ${shop.org}`).toHaveLength(0);
    const [row] = await world.god`select intended_at from cash_transactions where transaction_id = ${operation}`;
    expect(row?.['intended_at']).toBeInstanceOf(Date);
  });

  test('grows the version of its shop and tells who listens, after the commit', async () => {
    const shop = await openShop(world);
    const heard: string[] = [];
    const stop = onCommitted(world.db, (_org, id) => heard.push(id));
    shop.chain.sale();
    await shop.send();
    shop.chain.sale();
    await shop.send({ from: 2 });
    stop();
    expect(heard).toEqual([shop.shop, shop.shop]);
    const [row] = await world.god`select version from shop_versions where shop_id = ${shop.shop}`;
    expect(row?.['version']).toBe(2);
  });

  test('tells how far behind the agent is, and up to when everything is here', async () => {
    const shop = await openShop(world);
    const last = shop.chain.sales(2).facts[1];
    await shop.send({ stats: { pending: 7, oldestPendingMs: 900, clockOffsetMs: -40 } });
    const [agent] =
      await world.god`select pending, oldest_pending_ms, clock_offset_ms from agents where agent_id = ${shop.agent}`;
    expect(agent).toMatchObject({ pending: 7, oldest_pending_ms: 900, clock_offset_ms: -40 });
    const [stream] = await world.god`select complete_through from streams where agent_id = ${shop.agent}`;
    expect(stream?.['complete_through'].toISOString()).toBe(JSON.parse(last?.line.toString() ?? '').occurredAt);
  });
});

describe('a batch sent again', () => {
  test('counts as duplicates and changes no sum', async () => {
    const shop = await openShop(world);
    shop.chain.sales(4);
    await shop.send();
    const before = await sumsOf(world, shop.shop);
    expect(await shop.send()).toMatchObject({ highWater: 4, applied: 0, duplicates: 4 });
    expect(await sumsOf(world, shop.shop)).toEqual(before);
  });

  test('with new lines behind the old ones applies only the new', async () => {
    const shop = await openShop(world);
    shop.chain.sales(4);
    await shop.send({ to: 2 });
    expect(await shop.send()).toMatchObject({ highWater: 4, applied: 2, duplicates: 2 });
    expect(await sumsOf(world, shop.shop)).toMatchObject({ facts: '4/40000/8000', days: '4/40000/8000' });
  });

  test('is summed twice when sums are made of what was sent', async () => {
    const shop = await openShop(world);
    shop.chain.sales(2);
    await shop.send();
    await shop.send({}, { ...ALL_RULES, returnedRowsOnly: false });
    const sums = await sumsOf(world, shop.shop);
    expect(sums.days).not.toBe(sums.facts);
  });
});

describe('a batch is refused', () => {
  test('to be opened again when it was made for another incarnation', async () => {
    const shop = await openShop(world);
    shop.chain.sale();
    expect(await faultOf(shop.send({ incarnation: hex32() }))).toBe('sync.reopen');
  });

  test('to be opened again when the cloud does not know the epoch', async () => {
    const shop = await openShop(world);
    const unknown = new Chain(shop).sales(1);
    expect(await faultOf(acceptBatch(world.db, shop.scope, unknown.batch(shop.incarnation)))).toBe('sync.reopen');
  });

  test('as superseded when another start holds the epoch', async () => {
    const shop = await openShop(world);
    shop.chain.sale();
    expect(await faultOf(shop.send({ start: { number: 1, nonce: hex32() } }))).toBe('sync.superseded');
    expect(await faultOf(shop.send({ start: { ...shop.chain.start, number: 2 } }))).toBe('sync.superseded');
  });

  test('as a gap when it begins after the next expected place', async () => {
    const shop = await openShop(world);
    shop.chain.sales(3);
    expect(await faultOf(shop.send({ from: 2 }))).toBe('sync.gap');
    expect((await custodyOf(world, shop.agent, shop.chain.epoch)).facts).toHaveLength(0);
  });

  test('when the key was revoked, also while this process believes to know the stream', async () => {
    const shop = await openShop(world);
    shop.chain.sales(2);
    await shop.send({ to: 1 });
    await world.god`update agent_keys set revoked_at = now() where key_id = ${shop.key}`;
    expect(await faultOf(shop.send({ from: 2 }))).toBe('agent.key-revoked');
  });

  test('with nothing told but that, when a revoked key sends what is held already or what cannot be read', async () => {
    const shop = await openShop(world);
    shop.chain.sales(2);
    await shop.send();
    await world.god`update agent_keys set revoked_at = now() where key_id = ${shop.key}`;
    expect(await faultOf(shop.send())).toBe('agent.key-revoked');
    const unreadable = acceptBatch(world.db, shop.scope, Buffer.from('no envelope\n'));
    expect(await faultOf(unreadable)).toBe('agent.key-revoked');
  });
});

describe('a fork', () => {
  test('of other bytes for a taken place sets the differing lines aside and applies nothing', async () => {
    const shop = await openShop(world);
    const copy = shop.chain.clone(shop.chain.start);
    shop.chain.sales(2);
    copy.sales(3);
    await shop.send();
    expect(await faultOf(acceptBatch(world.db, shop.scope, copy.batch(shop.incarnation)))).toBe('sync.fork');
    const custody = await custodyOf(world, shop.agent, shop.chain.epoch);
    expect(custody.facts).toHaveLength(2);
    expect(custody.quarantine.map(({ hash, code, in_stream }) => ({ hash, code, in_stream }))).toEqual([
      { hash: copy.hashAt(1), code: 'fact.fork', in_stream: false },
      { hash: copy.hashAt(2), code: 'fact.fork', in_stream: false },
    ]);
    expect(await faultOf(acceptBatch(world.db, shop.scope, copy.batch(shop.incarnation)))).toBe('sync.fork');
    expect((await custodyOf(world, shop.agent, shop.chain.epoch)).quarantine).toHaveLength(2);
    const audit = await world.god`select action from audit_events where org_id = ${shop.org}`;
    expect(audit.map((event) => event['action'])).toContain('sync.fork');
  });

  test('by an edited first line is seen although the second line is true', async () => {
    const shop = await openShop(world);
    const [first] = shop.chain.sales(2).facts;
    const edited = Buffer.from((first?.line.toString() ?? '').replace('"reference":"POS-1"', '"reference":"POS-2"'));
    const lines = [edited, shop.chain.facts[1]?.line ?? Buffer.alloc(0)];
    expect(await faultOf(shop.send({ lines }))).toBe('sync.fork');
    const custody = await custodyOf(world, shop.agent, shop.chain.epoch);
    expect(custody.facts).toHaveLength(0);
    const hash = sha256(edited);
    expect(custody.quarantine).toMatchObject([{ sequence: 1, hash, code: 'fact.damaged' }]);
    const key = { org: shop.org, agent: shop.agent, epoch: shop.chain.epoch, sequence: 1, hash };
    expect(await redrive(world.db, key)).toEqual({ state: 'pending', code: 'fact.damaged' });
    expect(await shop.send({ lines }, { ...ALL_RULES, everyLink: false })).toMatchObject({ applied: 2 });
  });

  test('by an edited last line is seen by the hash from the column', async () => {
    const shop = await openShop(world);
    shop.chain.sale();
    expect(await faultOf(shop.send({ toHash: sha256('other') }))).toBe('sync.fork');
    expect((await custodyOf(world, shop.agent, shop.chain.epoch)).highWater).toBe(0);
  });

  test('does not show when overlaps are not compared', async () => {
    const shop = await openShop(world);
    const copy = shop.chain.clone(shop.chain.start);
    shop.chain.sale();
    copy.sale();
    await shop.send();
    const receipt = await acceptBatch(world.db, shop.scope, copy.batch(shop.incarnation), {
      ...ALL_RULES,
      compareOverlap: false,
    });
    expect(receipt.duplicates).toBe(1);
  });
});
