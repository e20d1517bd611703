import type { OpenAnswer, Receipt } from '@tillbridge/shared/sync';
import { describe, expect, test } from 'vitest';
import type { EpochView } from '../journal/journal.ts';
import { judgeOpen, judgeReceipt, judgeUpload, type OwnChain } from './judge.ts';
import { ALL_RULES } from './rules.ts';
import { type DeliveryState, FIRST_STATE } from './state.ts';

const LIVE = '1'.repeat(32);
const LEFT = '2'.repeat(32);
/** Hash of a place in our own chain. */
const h = (epoch: string, sequence: number) => `${epoch[0]}${sequence}`.padEnd(64, '0');
/** A tail from the first byte that is here. */
const BEGINNING = { sequence: 0, hash: h(LEFT, 0) };
const view = (epoch: string, last: number, more: Partial<EpochView> = {}): EpochView => ({
  epoch,
  header: '{}',
  headerHash: h(epoch, 0),
  live: epoch === LIVE,
  last,
  lastHash: h(epoch, last),
  acked: 0,
  ackedHash: h(epoch, 0),
  held: false,
  prunedTo: 0,
  ...more,
});
const chain = (live: EpochView, left: readonly EpochView[] = []): OwnChain => ({
  live: () => live,
  epochs: () => [...left, live],
  hashAt: (epoch, sequence) =>
    [live, ...left].some((known) => known.epoch === epoch && sequence <= known.last) ? h(epoch, sequence) : undefined,
  files: () => [{ hash: 'f'.repeat(64), bytes: 100 }],
});
const answer = (...epochs: OpenAnswer['epochs']): OpenAnswer => ({
  incarnation: 'a'.repeat(32),
  epochs,
  files: [],
  serverTime: '2026-11-20T07:21:03.112Z',
  limits: { batchLines: 500, batchBytes: 1_048_576 },
});
const said = (
  epoch: string,
  verdict: OpenAnswer['epochs'][number]['verdict'],
  highWater: number,
  hash = h(epoch, highWater),
) => ({
  epoch,
  verdict,
  highWater,
  highWaterHash: hash,
});
const opened: DeliveryState = { ...FIRST_STATE, opened: true, incarnation: 'a'.repeat(32) };
const open = (heard: OpenAnswer, own = chain(view(LIVE, 5)), rules = ALL_RULES) =>
  judgeOpen(FIRST_STATE, heard, own, rules);
const acts = (judgement: { acts: readonly { act: string }[] }) => judgement.acts.map((act) => act.act);

describe('the answer to an open', () => {
  test.each<['resume' | 'behind', number]>([
    ['resume', 5],
    ['resume', 3],
    ['behind', 2],
    ['behind', 0],
  ])('%s at %i with our own hash there: acknowledged, downwards too', (verdict, highWater) => {
    const { state, acts: done } = open(
      answer(said(LIVE, verdict, highWater)),
      chain(view(LIVE, 5, { acked: 4, ackedHash: h(LIVE, 4) })),
    );
    expect(state).toMatchObject({ opened: true, link: 'connected' });
    expect(done).toContainEqual({ act: 'acknowledge', epoch: LIVE, sequence: highWater, hash: h(LIVE, highWater) });
  });

  test.each<[string, OpenAnswer['epochs'][number], string]>([
    ['superseded', said(LIVE, 'superseded', 5), 'superseded'],
    ['a high water above our last', said(LIVE, 'resume', 6), 'rolled_back'],
    ['another hash at the high water', said(LIVE, 'resume', 3, 'x'.repeat(64)), 'fork'],
    ['another hash at the header', said(LIVE, 'behind', 0, 'x'.repeat(64)), 'fork'],
  ])('%s: leave, and open again', (_, epoch, reason) => {
    const judged = open(answer(epoch));
    expect(judged.acts.at(-1)).toEqual({ act: 'leave', reason });
    expect(acts(judged)).not.toContain('acknowledge');
    expect(judged.state.opened).toBe(false);
  });

  test('left epochs: held is noted; wanted goes from the first byte still here', () => {
    const left = view(LEFT, 9, { prunedTo: 2 });
    const { state, acts: done } = open(
      answer(said(LEFT, 'wanted', 4), said(LIVE, 'resume', 5)),
      chain(view(LIVE, 5), [left]),
    );
    expect(done).toContainEqual({ act: 'hold', epoch: LEFT, held: false });
    expect(state.tails).toEqual([{ epoch: LEFT, next: 3, last: 9, joinsAt: 4, after: BEGINNING }]);
    expect(acts(open(answer(said(LEFT, 'held', 9), said(LIVE, 'resume', 5)), chain(view(LIVE, 5), [left])))).toContain(
      'hold',
    );
  });

  test('a wanted epoch whose stream is not our chain joins nowhere', () => {
    const { state } = open(
      answer(said(LEFT, 'wanted', 4, 'x'.repeat(64)), said(LIVE, 'resume', 5)),
      chain(view(LIVE, 5), [view(LEFT, 9)]),
    );
    expect(state.tails[0]?.joinsAt).toBeUndefined();
  });

  test('pruned above the high water: the tail begins where the loss must be declared', () => {
    const left = view(LEFT, 9, { prunedTo: 7 });
    const { state } = open(answer(said(LEFT, 'wanted', 4), said(LIVE, 'resume', 5)), chain(view(LIVE, 5), [left]));
    expect(state.tails).toEqual([{ epoch: LEFT, next: 5, last: 9, joinsAt: 4, after: BEGINNING }]);
  });

  test('an answer that does not speak of our live epoch opens nothing', () => {
    expect(open(answer()).state.opened).toBe(false);
  });

  test('files the cloud holds in part go on from there', () => {
    const heard = { ...answer(said(LIVE, 'resume', 5)), files: [{ hash: 'f'.repeat(64), heldTo: 60 }] };
    expect(open(heard).state.uploads).toEqual([{ hash: 'f'.repeat(64), bytes: 100, heldTo: 60 }]);
    const whole = { ...heard, files: [{ hash: 'f'.repeat(64), heldTo: 100 }] };
    expect(open(whole).state.uploads).toEqual([]);
  });

  test('limits of the cloud are kept, but never raised above ours', () => {
    const heard = { ...answer(said(LIVE, 'resume', 5)), limits: { batchLines: 9_999, batchBytes: 10 } };
    expect(open(heard).state.limits).toEqual({ lines: 500, bytes: 10 });
  });
});

describe('a receipt', () => {
  const line = (epoch: string, sequence: number) => ({ sequence, hash: h(epoch, sequence) });
  const sent = { epoch: LIVE, tail: false, from: 1, to: 3, toHash: h(LIVE, 3), damaged: [], lastLine: line(LIVE, 3) };
  const receipt = (highWater: number, more: Partial<Receipt> = {}): Receipt => ({
    incarnation: 'a'.repeat(32),
    highWater,
    highWaterHash: h(LIVE, highWater),
    applied: 3,
    duplicates: 0,
    quarantined: [],
    serverTime: '2026-11-20T07:21:03.112Z',
    ...more,
  });
  const hear = (heard: Receipt, state = opened, own = chain(view(LIVE, 5))) =>
    judgeReceipt(state, sent, heard, own, ALL_RULES);

  test('with our own hash is custody', () => {
    expect(hear(receipt(3)).acts).toEqual([{ act: 'acknowledge', epoch: LIVE, sequence: 3, hash: h(LIVE, 3) }]);
    expect(hear(receipt(3, { retryAfterMs: 70 })).waitMs).toBe(70);
  });

  test.each<[string, Receipt, string]>([
    ['above our last', receipt(6), 'rolled_back'],
    ['with another hash', receipt(3, { highWaterHash: 'x'.repeat(64) }), 'fork'],
  ])('%s: leave', (_, heard, reason) => {
    expect(hear(heard).acts).toEqual([{ act: 'leave', reason }]);
  });

  test('of another incarnation, or below what was sent, takes nothing back: opened again', () => {
    expect(hear(receipt(3, { incarnation: 'b'.repeat(32) }))).toMatchObject({ acts: [], state: { opened: false } });
    expect(hear(receipt(1))).toMatchObject({ acts: [], state: { opened: false } });
  });

  test('of an epoch that was left meanwhile changes nothing', () => {
    expect(judgeReceipt(opened, { ...sent, epoch: LEFT }, receipt(3), chain(view(LIVE, 5)), ALL_RULES).acts).toEqual(
      [],
    );
  });

  test('of a tail moves the tail, and its last one ends it', () => {
    const state = { ...opened, tails: [{ epoch: LEFT, next: 1, last: 5, joinsAt: 0, after: BEGINNING }] };
    const tail = { ...sent, epoch: LEFT, tail: true, toHash: h(LEFT, 3), lastLine: line(LEFT, 3) };
    const own = chain(view(LIVE, 5), [view(LEFT, 5)]);
    const first = judgeReceipt(state, tail, { ...receipt(3), highWaterHash: h(LEFT, 3) }, own, ALL_RULES);
    expect(first.state.tails).toEqual([{ epoch: LEFT, next: 4, last: 5, joinsAt: 3, after: line(LEFT, 3) }]);
    const last = judgeReceipt(
      first.state,
      { ...tail, from: 4, to: 5, toHash: h(LEFT, 5) },
      { ...receipt(5), highWaterHash: h(LEFT, 5) },
      own,
      ALL_RULES,
    );
    expect(last).toMatchObject({ state: { tails: [] }, acts: [{ act: 'hold', epoch: LEFT, held: true }] });
  });

  test('of a tail for anything but what was sent is not custody', () => {
    const state = { ...opened, tails: [{ epoch: LEFT, next: 1, last: 5, joinsAt: 0, after: BEGINNING }] };
    const tail = { ...sent, epoch: LEFT, tail: true, to: 5, toHash: h(LEFT, 5) };
    const heard = judgeReceipt(
      state,
      tail,
      { ...receipt(5), highWaterHash: 'x'.repeat(64) },
      chain(view(LIVE, 5), [view(LEFT, 5)]),
      ALL_RULES,
    );
    expect(heard).toMatchObject({ acts: [], state: { opened: false } });
  });

  test('of a tail that calls a sound line damaged takes no custody of it: it was altered on the way and goes again', () => {
    const state = { ...opened, tails: [{ epoch: LEFT, next: 1, last: 3, joinsAt: 0, after: BEGINNING }] };
    const tail = { ...sent, epoch: LEFT, tail: true, toHash: h(LEFT, 3) };
    const own = chain(view(LIVE, 5), [view(LEFT, 3)]);
    const spoiled = { sequence: 2, hash: 'e'.repeat(64), code: 'fact.damaged' };
    const heard = receipt(3, { highWaterHash: h(LEFT, 3), quarantined: [spoiled] });
    const first = judgeReceipt(state, tail, heard, own, ALL_RULES);
    expect(first).toMatchObject({ acts: [], state: { tails: state.tails, refusals: 1 } });
    const declared = judgeReceipt(state, { ...tail, damaged: [2] }, heard, own, ALL_RULES);
    expect(declared).toMatchObject({ acts: [{ act: 'hold', held: true }], state: { tails: [] } });
  });

  test('lets batches grow again after they were halved', () => {
    expect(hear(receipt(3), { ...opened, linesCap: 4, strikes: 1 }).state).toMatchObject({
      linesCap: 8,
      strikes: 0,
      refusals: 0,
    });
  });
});

describe('a piece of a file', () => {
  test('counts up to where the cloud holds it; whole, it is done', () => {
    const state = { ...opened, filesFirst: true, uploads: [{ hash: 'f', bytes: 10, heldTo: 0 }] };
    const part = judgeUpload(state, 'f', 4).state;
    expect(part).toMatchObject({ uploads: [{ hash: 'f', bytes: 10, heldTo: 4 }], filesFirst: true });
    expect(judgeUpload(part, 'f', 10).state).toMatchObject({ uploads: [], filesFirst: false });
  });
});
