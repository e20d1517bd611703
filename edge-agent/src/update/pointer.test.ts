import { describe, expect, it } from 'vitest';
import {
  begun,
  confirmed,
  FIRST_POINTER,
  isSpent,
  type Pointer,
  returned,
  started,
  stoppedFromOutside,
  wentBack,
} from './pointer.ts';
import { startWords } from './start-words.ts';

const NEW = 'stable-7-0.2.0';
const AT = '2026-11-20T03:00:00.000Z';
const over = { slot: NEW, windowMs: 600_000, mustDeliver: true, mustReach: [] };
const times = (many: number, pointer: Pointer) => Array.from({ length: many }).reduce<Pointer>(started, pointer);

describe('the word on which version runs', () => {
  it('names the new one as active only when it was confirmed, and keeps the old one to go back to', () => {
    const trial = started(begun(FIRST_POINTER, over));
    expect(trial).toMatchObject({ active: 'base', trial: { slot: NEW, starts: 1 } });
    expect(confirmed(trial)).toEqual({ active: NEW, previous: 'base', trial: null, failed: [] });
  });

  it('still names the old one after a way back, with what failed and why', () => {
    expect(wentBack(started(begun(FIRST_POINTER, over)), 'silent', AT)).toEqual({
      ...FIRST_POINTER,
      failed: [{ slot: NEW, reason: 'silent', at: AT }],
    });
  });

  it('spends a trial after three starts; one that was stopped from outside does not count', () => {
    const two = times(2, begun(FIRST_POINTER, over));
    expect(two.trial !== null && isSpent(two.trial)).toBe(false);
    const three = started(two);
    expect(three.trial !== null && isSpent(three.trial)).toBe(true);
    expect(stoppedFromOutside(three)).toEqual(two);
  });

  it('remembers the last eight failures, each version once, and forgets one that is tried again', () => {
    let pointer = FIRST_POINTER;
    for (let sequence = 1; sequence <= 12; sequence++)
      pointer = wentBack(begun(pointer, { ...over, slot: `stable-${sequence}-0.2.0` }), 'crashed', AT);
    expect(pointer.failed.map(({ slot }) => slot)).toHaveLength(8);
    expect(pointer.failed[0]?.slot).toBe('stable-12-0.2.0');
    expect(begun(pointer, { ...over, slot: 'stable-12-0.2.0' }).failed).toHaveLength(7);
  });

  it('returns to the version before once, because a person asked', () => {
    const now = confirmed(begun(FIRST_POINTER, over));
    const back = returned(now, AT);
    expect(back).toEqual({ ...FIRST_POINTER, failed: [{ slot: NEW, reason: 'asked', at: AT }] });
    expect(returned(back, AT)).toBe(back);
  });

  it('is told with each start, so that the cloud knows of trials and failures', () => {
    const trial = started(begun(FIRST_POINTER, over));
    expect(startWords(trial, NEW)).toBe(`${NEW} on trial, start 1`);
    expect(startWords(wentBack(trial, 'undelivered', AT), 'base')).toBe(`base; gave up ${NEW} at ${AT}: undelivered`);
    expect(startWords(FIRST_POINTER, undefined)).toBeUndefined();
  });
});
