import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Asked, judgeRefusal, type Refusal } from './judge-refusal.ts';
import { type DeliveryState, FIRST_STATE } from './state.ts';

const opened: DeliveryState = { ...FIRST_STATE, opened: true, link: 'connected' };
const waits = { backOffMaxMs: 60_000, refusedMs: 300_000 };
const batch = (from: number, to: number, tail = false): Asked => ({
  ask: 'batch',
  lines: to - from + 1,
  batch: { epoch: 'e'.repeat(32), tail, from, to, toHash: 'f'.repeat(64), damaged: [], lastLine: undefined },
});
const status = (code: number, name: string, retryAfterMs?: number): Refusal => ({
  refusal: 'status',
  status: code,
  code: name,
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});
const judge = (asked: Asked, said: Refusal, state = opened) => judgeRefusal(state, asked, said, 0.5, waits);

describe('what the agent does with an answer', () => {
  test('none at all is unknown: nothing moves, the same is asked again after a wait', () => {
    const judged = judge(batch(1, 9), { refusal: 'unanswered' });
    expect(judged).toMatchObject({
      acts: [],
      waitMs: 250,
      state: { opened: true, linesCap: 500, link: 'offline', lastFault: 'delivery.offline' },
    });
  });

  test.each([500, 502, 504])('%i is unknown too', (code) => {
    expect(judge(batch(1, 9), status(code, 'api.broken'))).toMatchObject({
      acts: [],
      state: { opened: true, linesCap: 500, link: 'offline' },
    });
  });

  test.each(['sync.gap', 'sync.superseded', 'sync.reopen'])(
    '409 %s: open again, at once the first time, never a rewind',
    (code) => {
      const judged = judge(batch(1, 9), status(409, code));
      expect(judged).toMatchObject({ acts: [], waitMs: 0, state: { opened: false } });
      expect(judge(batch(1, 9), status(409, code), { ...judged.state, opened: true }).waitMs).toBeGreaterThan(0);
    },
  );

  test('409 fork: leave; of a tail: open again', () => {
    expect(judge(batch(1, 9), status(409, 'sync.fork')).acts).toEqual([{ act: 'leave', reason: 'fork' }]);
    expect(judge(batch(1, 9, true), status(409, 'sync.fork')).acts).toEqual([]);
  });

  test.each([
    [413, 'sync.batch-too-large'],
    [400, 'api.invalid'],
    [422, 'api.invalid'],
  ])('%i of many lines: halve', (code, name) => {
    expect(judge(batch(1, 9), status(code, name))).toMatchObject({
      acts: [],
      waitMs: 0,
      state: { opened: true, linesCap: 4 },
    });
  });

  test('a single fact is taken for the culprit only when it is refused again', () => {
    const once = judge(batch(7, 7), status(422, 'api.invalid'));
    expect(once.state.culprits).toEqual([]);
    const twice = judge(batch(7, 7), status(422, 'api.invalid'), once.state);
    expect(twice.state.culprits).toEqual([{ epoch: 'e'.repeat(32), sequence: 7 }]);
  });

  test('an envelope that is refused makes no culprit: the facts stay and the alarm says why', () => {
    const judged = judge(batch(7, 7), status(400, 'sync.envelope'), { ...opened, strikes: 1 });
    expect(judged).toMatchObject({
      acts: [],
      waitMs: 300_000,
      state: { culprits: [], link: 'refused', lastFault: 'sync.envelope' },
    });
  });

  test.each([401, 403])('%i: a new token at once, then no more than every five minutes, with an alarm', (code) => {
    const first = judge(batch(1, 9), status(code, 'agent.token'));
    expect(first).toMatchObject({ waitMs: 0, state: { opened: true, link: 'connected' } });
    const second = judge(batch(1, 9), status(code, 'agent.key-revoked'), first.state);
    expect(second).toMatchObject({ waitMs: 300_000, state: { link: 'refused', lastFault: 'agent.key-revoked' } });
    expect(judge({ ask: 'token' }, status(code, 'agent.key-revoked')).waitMs).toBe(300_000);
  });

  test.each([429, 503])('%i: as long as it says, else with jitter', (code) => {
    expect(judge(batch(1, 9), status(code, 'x', 7_000)).waitMs).toBe(7_000);
    expect(judge(batch(1, 9), status(code, 'x')).waitMs).toBe(250);
  });

  test('an open with epochs of another agent is tried once without them, then seldom', () => {
    const first = judge({ ask: 'open' }, status(400, 'sync.other-agent'));
    expect(first).toMatchObject({ waitMs: 0, state: { ownEpochsOnly: true } });
    expect(judge({ ask: 'open' }, status(400, 'api.invalid'), first.state)).toMatchObject({
      waitMs: 300_000,
      state: { link: 'refused' },
    });
  });

  test('a file that is refused for good does not hold up the facts', () => {
    const state = { ...opened, uploads: [{ hash: 'f', bytes: 10, heldTo: 0 }] };
    expect(judge({ ask: 'upload', hash: 'f' }, status(400, 'api.invalid'), state).state).toMatchObject({
      opened: true,
      uploads: [],
    });
  });

  test('whatever comes, the next attempt is no further away than the longest wait, and nothing is acknowledged', () => {
    const asked = fc.constantFrom<Asked>(
      { ask: 'open' },
      { ask: 'token' },
      { ask: 'upload', hash: 'f' },
      batch(1, 1),
      batch(1, 9),
      batch(3, 2),
      batch(1, 9, true),
    );
    const said = fc.oneof(
      fc.constant<Refusal>({ refusal: 'unanswered' }),
      fc
        .record({
          code: fc.integer({ min: 300, max: 599 }),
          name: fc.string(),
          after: fc.option(fc.nat(), { nil: undefined }),
        })
        .map(({ code, name, after }) => status(code, name, after)),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(asked, said), { maxLength: 60 }), (story) => {
        let state = opened;
        for (const [question, refusal] of story) {
          const judged = judge(question, refusal, state);
          state = { ...judged.state, opened: true };
          expect(judged.waitMs).toBeLessThanOrEqual(300_000);
          expect(judged.acts.every((act) => act.act === 'leave')).toBe(true);
          expect(state.linesCap).toBeGreaterThanOrEqual(1);
        }
      }),
    );
  });
});
