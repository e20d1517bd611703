import type { AgainRequest, OpenAnswer } from '@tillbridge/shared/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { acceptAgain } from '../src/divergences/accept-again.ts';
import { compareRound } from '../src/divergences/compare-round.ts';
import { ANSWERS_MAX } from '../src/divergences/note-answers.ts';
import { acceptOpen } from '../src/ingest/accept-open.ts';
import { type Chain, hex32, newId } from './build-facts.ts';
import { compareAll, divergencesOf, kindsOf, quiet, tradeOf } from './divergence-world.ts';
import { faultOf, makeWorld, type OpenShop, openShop, sendTailTo, sumsOf, type World } from './ingest-world.ts';

let world: World;
let shop: OpenShop;

beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
afterAll(() => world.close());
beforeEach(async () => {
  shop = await openShop(world);
  await tradeOf(shop);
});

const behind = (statement: string) =>
  world.god.begin(async (tx) => {
    await tx.unsafe('set local session_replication_role = replica');
    expect((await tx.unsafe(statement)).count).toBeGreaterThan(0);
  });
const lose = (sequence: number) =>
  behind(`delete from facts where org_id = '${shop.org}' and sequence = ${sequence} and branch = 0`);
const alter = (sequence: number) =>
  behind(
    `update facts set raw = convert_to(replace(convert_from(raw, 'UTF8'), '"v":1}', '"v":2}'), 'UTF8') where org_id = '${shop.org}' and sequence = ${sequence}`,
  );
const rawOf = async (sequence: number) =>
  (await world.god`select raw from facts where org_id = ${shop.org} and sequence = ${sequence}`)[0]?.['raw'] as
    | Buffer
    | undefined;
const lineOf = (sequence: number, chain: Chain = shop.chain) => chain.facts[sequence - 1]?.line.toString('utf8') ?? '';

/** A journal that opens; by itself with all that it ever wrote still there. */
const open = (differs: { readonly first?: number; readonly start?: Chain['start'] } = {}): Promise<OpenAnswer> => {
  const { first = 1, start = shop.chain.start } = differs;
  const said = shop.chain.open({ start });
  return acceptOpen(world.db, shop.scope, { ...said, epochs: said.epochs.map((epoch) => ({ ...epoch, first })) });
};
const asked = async (differs: Parameters<typeof open>[0] = {}) =>
  ((await open(differs)).again ?? []).map(({ from, to }) => [from, to]);
const again = (differs: Partial<AgainRequest>, of: OpenShop = shop) => {
  const { epoch, start } = of.chain;
  const request = { epoch, start, incarnation: of.incarnation, lines: [], gone: [], ...differs };
  return acceptAgain(world.db, of.scope, request);
};
const sendLines = (...sequences: number[]) =>
  again({ lines: sequences.map((sequence) => ({ sequence, line: lineOf(sequence) })) });
const nothingChanged = async (sequence: number) => {
  expect(await rawOf(sequence)).toBeUndefined();
  expect(await kindsOf(world, shop)).toContain('open fact_missing');
};
const trail = async () =>
  (
    await world.god`
    select action, detail from audit_events
    where org_id = ${shop.org} and action in ('divergence.asked', 'divergence.answered') order by event_no`
  ).map((row) => [row['action'], row['detail']]);

describe('a shop is asked for what the cloud has lost', () => {
  it('and only for that: it comes back byte for byte, and what is derived from it is put right', async () => {
    const sums = await sumsOf(world, shop.shop);
    const before = await rawOf(10);
    expect(await asked()).toEqual([]);
    await lose(2);
    await lose(3);
    await alter(10);
    await behind(`update daily_summaries set in_minor = 1 where org_id = '${shop.org}'`);
    await compareAll(world, shop);
    expect(await asked()).toEqual([
      [2, 3],
      [10, 10],
    ]);
    expect(await sendLines(2, 3, 10)).toEqual({ putBack: 3 });
    expect((await rawOf(2))?.toString('utf8')).toBe(lineOf(2));
    expect((await rawOf(10))?.equals(before ?? Buffer.alloc(0))).toBe(true);
    expect(await asked()).toEqual([]);
    expect((await compareAll(world, shop)).open).toBe(0);
    expect(await sumsOf(world, shop.shop)).toEqual(sums);
    expect((await divergencesOf(world, shop)).every((one) => one.state === 'healed')).toBe(true);
    expect(await compareAll(world, shop)).toMatchObject(quiet);
    expect(await world.god`select from wanted_places where org_id = ${shop.org}`).toEqual([]);
  });

  it('and what came of it stands in the trail and beside the divergence', async () => {
    await lose(2);
    await lose(3);
    await compareAll(world, shop);
    await open();
    await again({ lines: [{ sequence: 2, line: lineOf(2) }], gone: [{ from: 3, to: 3 }] });
    expect(await trail()).toEqual([
      ['divergence.asked', { shop: shop.shop, facts: 2 }],
      ['divergence.answered', { shop: shop.shop, putBack: 1, gone: 1, other: 0 }],
    ]);
    const [row] = await world.god`
      select asked_at, put_back, put_back_at from divergences where org_id = ${shop.org} and what = 'fact_missing'`;
    expect(row).toMatchObject({ asked_at: expect.any(Date), put_back: 1, put_back_at: expect.any(Date) });
  });

  it('and the range is compared at once, with the days that were touched, though neither is due', async () => {
    await lose(2);
    await compareAll(world, shop);
    await behind(`update compared_ranges set compared_at = now() where org_id = '${shop.org}'`);
    await behind(`update compared_days set compared_at = now() where org_id = '${shop.org}'`);
    await open();
    await sendLines(2);
    const round = () => compareRound({ db: world.db, archive: undefined }, shop.org, new Date());
    expect(await round()).toMatchObject({ ranges: 1, days: 1, open: 0 });
    expect(await round()).toMatchObject({ ranges: 0, days: 0 });
    expect((await divergencesOf(world, shop)).every((one) => one.state === 'healed')).toBe(true);
  });

  it('by each open until it answers, and that writes no second word', async () => {
    await lose(2);
    await compareAll(world, shop);
    for (let n = 0; n < 3; n += 1) expect(await asked()).toEqual([[2, 2]]);
    expect(await trail()).toHaveLength(1);
  });

  it('not for what its journal does not reach back to, nor for what it says is gone, until it starts anew', async () => {
    await lose(2);
    await lose(10);
    await compareAll(world, shop);
    expect(await asked({ first: 5 })).toEqual([[10, 10]]);
    await again({ gone: [{ from: 1, to: Number.MAX_SAFE_INTEGER }] });
    expect(await asked()).toEqual([]);
    expect(await kindsOf(world, shop)).toContain('open fact_missing');
    const answers = () => world.god`select sequence, answer from wanted_places where org_id = ${shop.org} order by 1`;
    expect((await answers()).map((row) => row['answer'])).toEqual(['gone', 'gone']);
    // A copy of the journal that was put back still has it.
    const start = { number: shop.chain.start.number + 1, nonce: hex32() };
    expect(await asked({ start })).toEqual([
      [2, 2],
      [10, 10],
    ]);
    expect(await sendLines(2, 10)).toEqual({ putBack: 2 });
  });

  it('again where the bytes that it brought are lost a second time', async () => {
    for (let n = 0; n < 2; n += 1) {
      await lose(2);
      await compareAll(world, shop);
      expect(await asked()).toEqual([[2, 2]]);
      expect(await sendLines(2)).toEqual({ putBack: 1 });
      if (n === 1) await compareAll(world, shop);
    }
    expect(await compareAll(world, shop)).toMatchObject(quiet);
  });

  it('never for a line that was set aside, nor for one of a loss that was declared', async () => {
    const other = await openShop(world, { org: shop.org });
    other.chain.sale({ machine: newId() });
    other.chain.raw('not a fact');
    other.chain.sales(4);
    await other.send({ to: 3 });
    await other.send({ from: 6, lost: { from: 4, to: 5, hash: other.chain.hashAt(5) } });
    await compareAll(world, shop);
    expect((await acceptOpen(world.db, other.scope, other.chain.open())).again).toBeUndefined();
    await sendTailTo(world, other, other.chain, { from: 4, to: 5, after: other.chain.behind(3) });
    expect(await compareAll(world, shop)).toMatchObject(quiet);
  });
});

describe('a hostile shop', () => {
  beforeEach(async () => {
    await lose(10);
    await compareAll(world, shop);
    await open();
  });

  it.each([
    ['other bytes for the place', () => lineOf(10).replace('"amountMinor":8000', '"amountMinor":8001')],
    ['the bytes of another place', () => lineOf(9)],
    ['bytes with a line end inside', () => lineOf(10).replace('{', '{\n')],
    ['two lines for one', () => `${lineOf(10)}\n${lineOf(10)}`],
    ['what is no fact', () => 'no fact'],
    ['a text that Postgres cannot hold', () => `${lineOf(10)}\0`],
  ])('sends %s: nothing changes, it is asked some times more, and then a person', async (_, line) => {
    for (let n = 0; n < ANSWERS_MAX; n += 1) {
      expect(await asked()).toEqual([[10, 10]]);
      expect(await again({ lines: [{ sequence: 10, line: line() }] })).toEqual({ putBack: 0 });
    }
    expect(await asked()).toEqual([]);
    await nothingChanged(10);
    expect(await sendLines(10)).toEqual({ putBack: 1 });
  });

  it('sends what nobody asked for: it is not even looked at', async () => {
    const trailBefore = await trail();
    await behind(`update facts set raw = '{}' where org_id = '${shop.org}' and sequence = 2`);
    expect(await sendLines(1, 2, 4, 5)).toEqual({ putBack: 0 });
    expect((await rawOf(2))?.toString()).toBe('{}');
    expect(await again({ gone: [{ from: 1, to: 9 }] })).toEqual({ putBack: 0 });
    expect(await trail()).toEqual(trailBefore);
  });

  it('answers for an epoch of another shop, of this organization or another', async () => {
    const sister = await openShop(world, { org: shop.org });
    const stranger = await openShop(world);
    for (const of of [sister, stranger]) {
      const request = { epoch: shop.chain.epoch, lines: [{ sequence: 10, line: lineOf(10) }] };
      expect(await faultOf(again(request, of))).toBe('sync.reopen');
    }
    await nothingChanged(10);
  });

  it('sends more than one answer may hold', async () => {
    const lines = Array.from({ length: 101 }, () => ({ sequence: 10, line: lineOf(10) }));
    expect(await faultOf(again({ lines }))).toBe('api.invalid');
    const gone = Array.from({ length: 101 }, () => ({ from: 10, to: 10 }));
    expect(await faultOf(again({ gone }))).toBe('api.invalid');
    await nothingChanged(10);
  });

  it('sends the same again and again, at once too: it is put back once', async () => {
    const answers = await Promise.all([sendLines(10), sendLines(10, 10), sendLines(10)]);
    expect(answers.reduce((sum, one) => sum + one.putBack, 0)).toBe(1);
    expect(await sendLines(10)).toEqual({ putBack: 0 });
    expect((await compareAll(world, shop)).open).toBe(0);
    expect(await compareAll(world, shop)).toMatchObject(quiet);
  });

  it('sends the right bytes with a key that was revoked', async () => {
    await world.god`update agents set revoked_at = now() where org_id = ${shop.org}`;
    expect(await faultOf(sendLines(10))).toBe('agent.key-revoked');
    await nothingChanged(10);
  });

  it('sends the right bytes for another history of the cloud', async () => {
    expect(await faultOf(again({ incarnation: hex32(), lines: [{ sequence: 10, line: lineOf(10) }] }))).toBe(
      'sync.reopen',
    );
    await nothingChanged(10);
  });

  it('has the list changed to fit its own bytes: the line after them names what they were', async () => {
    const forged = lineOf(10).replace('"amountMinor":8000', '"amountMinor":8001');
    await behind(
      `update stream_segments set hashes = overlay(hashes placing sha256(convert_to('${forged.replaceAll("'", "''")}', 'UTF8')) from 32 * (10 - first)::integer + 1 for 32) where org_id = '${shop.org}'`,
    );
    expect(await again({ lines: [{ sequence: 10, line: forged }] })).toEqual({ putBack: 0 });
    await compareAll(world, shop);
    expect(await asked()).toEqual([]);
    expect(await rawOf(10)).toBeUndefined();
  });
});

describe('killed or restored between', () => {
  it('asked and then killed: the next open asks again, and an answer that comes twice counts once', async () => {
    await lose(2);
    await compareAll(world, shop);
    expect(await asked()).toEqual([[2, 2]]);
    expect(await asked()).toEqual([[2, 2]]);
    await sendLines(2);
    expect(await sendLines(2)).toEqual({ putBack: 0 });
  });

  it('put back and then killed before anything was compared: the next round settles it', async () => {
    await lose(2);
    await compareAll(world, shop);
    await open();
    await sendLines(2);
    expect(await kindsOf(world, shop)).toContain('open fact_missing');
    const killed = (step: string) => {
      if (step === 'a range') throw new Error('killed');
    };
    await expect(compareAll(world, shop, { onStep: killed })).rejects.toThrow('killed');
    expect((await compareAll(world, shop)).open).toBe(0);
  });

  it('a cloud that was put back to before it asked knows of no question, and takes nothing', async () => {
    await lose(2);
    await compareAll(world, shop);
    await open();
    await world.god`delete from wanted_places where org_id = ${shop.org}`;
    expect(await sendLines(2)).toEqual({ putBack: 0 });
    expect(await rawOf(2)).toBeUndefined();
    await compareAll(world, shop);
    expect(await asked()).toEqual([[2, 2]]);
  });
});
