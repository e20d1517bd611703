import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { acceptBatch } from '../src/ingest/accept-batch.ts';
import { acceptOpen } from '../src/ingest/accept-open.ts';
import { acceptSalvage } from '../src/ingest/accept-salvage.ts';
import { onCommitted } from '../src/ingest/committed.ts';
import { ALL_RULES } from '../src/ingest/rules.ts';
import { Chain, hex32, sha256 } from './build-facts.ts';
import { buildShop } from './build-shop.ts';
import { custodyOf, faultOf, makeWorld, openShop, type World } from './ingest-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
afterAll(() => world.close());

describe('open', () => {
  test('registers an epoch the cloud does not know, with high water 0 and the hash of its header', async () => {
    const shop = await buildShop(world.god);
    const chain = new Chain(shop);
    const answer = await acceptOpen(world.db, shop.scope, chain.open());
    expect(answer.epochs).toEqual([
      { epoch: chain.epoch, verdict: 'resume', highWater: 0, highWaterHash: chain.headerHash },
    ]);
    const [stream] = await world.god`select header, ordinal from streams where agent_id = ${shop.agent}`;
    expect(stream).toEqual({ header: chain.header, ordinal: 1 });
  });

  test('says where to go on, again and again, and moves nothing', async () => {
    const shop = await openShop(world);
    shop.chain.sales(3);
    await shop.send({ to: 2 });
    const before = await custodyOf(world, shop.agent, shop.chain.epoch);
    for (const acked of [0, 1, 2]) {
      const request = shop.chain.open({ epoch: { acked, ackedHash: shop.chain.hashAt(acked) } });
      const answer = await acceptOpen(world.db, shop.scope, request);
      expect(answer.epochs).toMatchObject([{ verdict: 'resume', highWater: 2, highWaterHash: shop.chain.hashAt(2) }]);
    }
    expect(await custodyOf(world, shop.agent, shop.chain.epoch)).toEqual(before);
  });

  test('that comes late, from before anything was delivered, does no damage', async () => {
    const shop = await openShop(world);
    const late = shop.chain.open();
    shop.chain.start = { number: 2, nonce: hex32() };
    await acceptOpen(world.db, shop.scope, shop.chain.open());
    shop.chain.sale();
    await shop.send();
    expect((await acceptOpen(world.db, shop.scope, late)).epochs).toMatchObject([
      { verdict: 'superseded', highWater: 1 },
    ]);
    shop.chain.sale();
    expect(await shop.send({ from: 2 })).toMatchObject({ highWater: 2 });
  });

  test('moves the high water back when it does more than compare', async () => {
    const shop = await openShop(world);
    const late = shop.chain.open();
    shop.chain.sale();
    await shop.send();
    await acceptOpen(world.db, shop.scope, late, { ...ALL_RULES, openOnlyCompares: false });
    expect((await custodyOf(world, shop.agent, shop.chain.epoch)).highWater).toBe(0);
  });

  test('tells an agent that acknowledged more, or something else, that the cloud is behind', async () => {
    const shop = await openShop(world);
    shop.chain.sales(3);
    await shop.send({ to: 2 });
    const more = shop.chain.open({ epoch: { acked: 3, ackedHash: shop.chain.hashAt(3) } });
    expect((await acceptOpen(world.db, shop.scope, more)).epochs).toMatchObject([{ verdict: 'behind', highWater: 2 }]);
    const other = shop.chain.open({ epoch: { acked: 1, ackedHash: sha256('other') } });
    expect((await acceptOpen(world.db, shop.scope, other)).epochs).toMatchObject([{ verdict: 'behind', highWater: 2 }]);
  });

  test('says held of a left epoch whose last line is in the stream or in quarantine, else wanted', async () => {
    const shop = await openShop(world);
    const copy = shop.chain.clone();
    shop.chain.sales(2);
    copy.sales(2);
    await shop.send();
    const left = (chain: Chain) =>
      acceptOpen(world.db, shop.scope, { ...shop.chain.open(), epochs: [chain.named({ live: false })] });
    expect((await left(shop.chain)).epochs).toMatchObject([{ verdict: 'held' }]);
    expect((await left(copy)).epochs).toMatchObject([{ verdict: 'wanted', highWater: 2 }]);
    await acceptBatch(world.db, shop.scope, copy.batch(shop.incarnation, { tail: true }));
    expect((await left(copy)).epochs).toMatchObject([{ verdict: 'held' }]);
  });

  test('wants the tail of a left epoch that it never heard of', async () => {
    const shop = await openShop(world);
    const old = new Chain(shop).sales(2);
    const answer = await acceptOpen(world.db, shop.scope, {
      ...shop.chain.open(),
      epochs: [old.named({ live: false }), shop.chain.named()],
    });
    expect(answer.epochs).toMatchObject([{ verdict: 'wanted', highWater: 0 }, { verdict: 'resume' }]);
    expect(await acceptBatch(world.db, shop.scope, old.batch(shop.incarnation, { tail: true }))).toMatchObject({
      applied: 2,
    });
  });

  test('of a shop that had been silent tells open dashboards, any other open does not', async () => {
    const shop = await openShop(world);
    const heard: string[] = [];
    const stop = onCommitted(world.db, (_org, id) => heard.push(id));
    await acceptOpen(world.db, shop.scope, shop.chain.open());
    expect(heard).toEqual([]);
    await world.god`update agents set last_heard_at = now() - interval '3 minutes' where agent_id = ${shop.agent}`;
    await acceptOpen(world.db, shop.scope, shop.chain.open());
    stop();
    expect(heard).toEqual([shop.shop]);
  });

  test('leaves an epoch unknown when it may not be registered, and its facts find no way in', async () => {
    const shop = await buildShop(world.god);
    const chain = new Chain(shop).sales(1);
    const { incarnation } = await acceptOpen(world.db, shop.scope, chain.open(), {
      ...ALL_RULES,
      createUnknownEpoch: false,
    });
    expect(await faultOf(acceptBatch(world.db, shop.scope, chain.batch(incarnation)))).toBe('sync.reopen');
  });

  test('refuses a header of another agent, a header that is none, and a revoked key', async () => {
    const shop = await openShop(world);
    const other = await buildShop(world.god);
    const foreign = { ...shop.chain.open(), epochs: [new Chain(other).named()] };
    expect(await faultOf(acceptOpen(world.db, shop.scope, foreign))).toBe('sync.other-agent');
    expect(await faultOf(acceptOpen(world.db, shop.scope, shop.chain.open({ epoch: { header: '{"v":1}' } })))).toBe(
      'api.invalid',
    );
    await world.god`update agents set revoked_at = now() where agent_id = ${shop.agent}`;
    expect(await faultOf(acceptOpen(world.db, shop.scope, shop.chain.open()))).toBe('agent.key-revoked');
  });
});

describe('two starts', () => {
  test('of one number: exactly one keeps the epoch, and it stays so', async () => {
    const shop = await openShop(world);
    const clone = shop.chain.clone();
    expect((await acceptOpen(world.db, shop.scope, clone.open())).epochs).toMatchObject([{ verdict: 'superseded' }]);
    expect((await acceptOpen(world.db, shop.scope, shop.chain.open())).epochs).toMatchObject([{ verdict: 'resume' }]);
    expect((await acceptOpen(world.db, shop.scope, clone.open())).epochs).toMatchObject([{ verdict: 'superseded' }]);
  });

  test('of different numbers: the higher takes the epoch, the lower never gets it again', async () => {
    const shop = await openShop(world);
    const clone = shop.chain.clone({ number: 2, nonce: hex32() });
    expect((await acceptOpen(world.db, shop.scope, clone.open())).epochs).toMatchObject([{ verdict: 'resume' }]);
    shop.chain.sale();
    expect(await faultOf(shop.send())).toBe('sync.superseded');
    expect((await acceptOpen(world.db, shop.scope, shop.chain.open())).epochs).toMatchObject([
      { verdict: 'superseded' },
    ]);
    clone.sale();
    expect(await acceptBatch(world.db, shop.scope, clone.batch(shop.incarnation))).toMatchObject({ applied: 1 });
  });

  test('take the epoch from each other for ever when the start does not decide', async () => {
    const shop = await openShop(world);
    const clone = shop.chain.clone();
    const loose = { ...ALL_RULES, startDecides: false };
    expect((await acceptOpen(world.db, shop.scope, clone.open(), loose)).epochs).toMatchObject([{ verdict: 'resume' }]);
    expect((await acceptOpen(world.db, shop.scope, shop.chain.open(), loose)).epochs).toMatchObject([
      { verdict: 'resume' },
    ]);
  });
});

describe('another history of the database', () => {
  test('is refused by the next batch and named by the next open', async () => {
    const shop = await openShop(world);
    shop.chain.sales(2);
    await shop.send({ to: 1 });
    await world.god`select new_incarnation()`;
    expect(await faultOf(shop.send({ from: 2 }))).toBe('sync.reopen');
    const answer = await acceptOpen(world.db, shop.scope, shop.chain.open());
    expect(answer.incarnation).not.toBe(shop.incarnation);
    expect(await acceptBatch(world.db, shop.scope, shop.chain.batch(answer.incarnation, { from: 2 }))).toMatchObject({
      highWater: 2,
    });
  });

  test('goes unnoticed when the incarnation is not checked', async () => {
    const shop = await openShop(world);
    shop.chain.sale();
    await world.god`select new_incarnation()`;
    expect(await shop.send({}, { ...ALL_RULES, incarnationCheck: false })).toMatchObject({ applied: 1 });
  });

  test('is made by itself when cluster or timeline are not the recorded ones', async () => {
    const shop = await openShop(world);
    shop.chain.sale();
    await world.god`update incarnations set timeline = timeline + 1`;
    expect(await faultOf(shop.send())).toBe('sync.reopen');
    expect((await acceptOpen(world.db, shop.scope, shop.chain.open())).incarnation).not.toBe(shop.incarnation);
  });
});

describe('salvage', () => {
  const bytes = Buffer.from('what was left of a journal');
  const file = sha256(bytes);
  const chunk = (from: number, to: number) => ({
    file,
    totalBytes: bytes.length,
    offset: from,
    bytes: bytes.subarray(from, to).toString('base64'),
  });

  test('is stored piece by piece, in order, and repeating changes nothing', async () => {
    const shop = await openShop(world);
    const files = [{ hash: file, bytes: bytes.length }];
    expect((await acceptOpen(world.db, shop.scope, shop.chain.open({ files }))).files).toEqual([
      { hash: file, heldTo: 0 },
    ]);
    expect(await acceptSalvage(world.db, shop.scope, chunk(0, 10))).toEqual({ file, heldTo: 10 });
    expect(await acceptSalvage(world.db, shop.scope, chunk(0, 10))).toEqual({ file, heldTo: 10 });
    expect(await acceptSalvage(world.db, shop.scope, chunk(20, 26))).toEqual({ file, heldTo: 10 });
    expect(await acceptSalvage(world.db, shop.scope, chunk(10, 26))).toEqual({ file, heldTo: 26 });
    expect((await acceptOpen(world.db, shop.scope, shop.chain.open({ files }))).files).toEqual([
      { hash: file, heldTo: 26 },
    ]);
    const chunks =
      await world.god`select bytes from salvage_chunks where agent_id = ${shop.agent} order by chunk_offset`;
    expect(Buffer.concat(chunks.map((row) => row['bytes'] as Buffer)).equals(bytes)).toBe(true);
  });

  test('refuses a chunk beyond the end and a file that changes its length', async () => {
    const shop = await openShop(world);
    expect(await faultOf(acceptSalvage(world.db, shop.scope, { ...chunk(0, 10), totalBytes: 9 }))).toBe('api.invalid');
    await acceptSalvage(world.db, shop.scope, chunk(0, 10));
    expect(await faultOf(acceptSalvage(world.db, shop.scope, { ...chunk(10, 20), totalBytes: 99 }))).toBe(
      'api.invalid',
    );
  });
});
