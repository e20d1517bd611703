import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { redrive } from '../src/ingest/redrive.ts';
import { sha256 } from './build-facts.ts';
import { custodyOf, makeWorld, openShop, sendTailTo, sumsOf, type TailArguments, type World } from './ingest-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
afterAll(() => world.close());

const sendTail = (...args: TailArguments) => sendTailTo(world, ...args);

describe('an edited line in a tail', () => {
  const forge = (line: Buffer | undefined) =>
    Buffer.from((line?.toString() ?? '').replace('"reference":"POS-1"', '"reference":"POS-9"'));

  test('whose original the cloud holds is kept beside it, once, and never applied', async () => {
    const shop = await openShop(world);
    shop.chain.sales(3);
    await shop.send();
    const lines = shop.chain.facts.map((fact) => fact.line);
    lines[1] = forge(lines[1]);
    const hash = sha256(lines[1]);
    const send = () => sendTail(shop, shop.chain, { to: 2, lines: lines.slice(0, 2), damaged: [2] });
    expect(await send()).toMatchObject({
      applied: 0,
      duplicates: 1,
      quarantined: [{ sequence: 2, hash, code: 'fact.damaged' }],
    });
    for (let times = 0; times < 3; times += 1)
      expect(await send()).toMatchObject({ applied: 0, duplicates: 2, quarantined: [] });
    const custody = await custodyOf(world, shop.agent, shop.chain.epoch);
    expect(custody.quarantine).toMatchObject([{ sequence: 2, hash, state: 'pending', in_stream: false }]);
    expect(custody.facts.map((fact) => sha256(fact.raw))).toEqual(shop.chain.facts.map((fact) => fact.hash));
    const key = { org: shop.org, agent: shop.agent, epoch: shop.chain.epoch, sequence: 2, hash };
    expect(await redrive(world.db, key)).toEqual({ state: 'pending', code: 'fact.damaged' });
  });

  test('that only its own column calls damaged fills the loss whose hash proves it', async () => {
    const shop = await openShop(world);
    shop.chain.sales(2);
    await shop.send({ from: 3, to: 2, lines: [], lost: { from: 1, to: 2, hash: shop.chain.hashAt(2) } });
    expect(await sendTail(shop, shop.chain, { damaged: [2], toHash: sha256('spoiled') })).toMatchObject({
      applied: 2,
      quarantined: [],
    });
    expect(await custodyOf(world, shop.agent, shop.chain.epoch)).toMatchObject({ losses: [{ filled: true }] });
  });

  test('leaves its place to the true bytes, which another copy brings', async () => {
    const shop = await openShop(world);
    shop.chain.sales(3);
    const lines = shop.chain.facts.map((fact) => fact.line);
    lines[1] = forge(lines[1]);
    await sendTail(shop, shop.chain, { lines, damaged: [2] });
    expect(await sendTail(shop, shop.chain)).toMatchObject({ applied: 1, duplicates: 2 });
    const custody = await custodyOf(world, shop.agent, shop.chain.epoch);
    expect(custody).toMatchObject({
      losses: [{ first: 2, last: 2, filled: true }],
      quarantine: [{ state: 'pending' }],
    });
    expect(custody.facts.map((fact) => sha256(fact.raw))).toEqual(shop.chain.facts.map((fact) => fact.hash));
    const sums = await sumsOf(world, shop.shop);
    expect(sums.days).toBe(sums.facts);
  });

  test('marked damaged is kept under its own hash, its place is declared lost, and what follows is applied', async () => {
    const shop = await openShop(world);
    shop.chain.sales(3);
    const lines = shop.chain.facts.map((fact) => fact.line);
    lines[1] = forge(lines[1]);
    const receipt = await sendTail(shop, shop.chain, { lines, damaged: [2] });
    expect(receipt).toMatchObject({
      applied: 2,
      quarantined: [{ sequence: 2, hash: sha256(lines[1] ?? ''), code: 'fact.damaged' }],
    });
    const custody = await custodyOf(world, shop.agent, shop.chain.epoch);
    expect(custody.facts.map((fact) => fact.sequence)).toEqual([1, 3]);
    expect(custody).toMatchObject({
      highWater: 3,
      highWaterHash: shop.chain.hashAt(3),
      losses: [{ first: 2, last: 2, filled: false }],
    });
  });

  test('not marked is found by the line after it, or by toHash', async () => {
    const shop = await openShop(world);
    shop.chain.sales(2);
    const lines = shop.chain.facts.map((fact) => forge(fact.line));
    const receipt = await sendTail(shop, shop.chain, { lines });
    expect(receipt.applied).toBe(0);
    expect(receipt.quarantined.map((row) => row.code)).toEqual(['fact.damaged', 'fact.damaged']);
    const kept = await world.god`select raw from quarantine where agent_id = ${shop.agent} and sequence = 2`;
    expect(sha256(kept[0]?.['raw'])).toBe(sha256(lines[1] ?? ''));
  });
});
