import { describe, expect, it } from 'vitest';
import { QUEUE_STILL_MAX_MS, type QueueView, watchQueue } from './queue-progress.ts';

const busy: QueueView = {
  link: 'connected',
  lastFault: undefined,
  pending: 3,
  epoch: 'e',
  acked: 10,
  lastReceiptAt: '2026-11-20T08:00:00.000Z',
};
const LATE = QUEUE_STILL_MAX_MS;

/** The judgement after a view that lasts from time 0 to the limit, with another one in between. */
function judge(first: QueueView, then: QueueView = first): boolean {
  const moves = watchQueue();
  moves(first, 0);
  moves(then, LATE / 2);
  return moves(then, LATE);
}

describe('a queue', () => {
  it('that the cloud would take and that moves nothing is stuck', () => {
    expect(judge(busy)).toBe(false);
  });

  it('moves again with the first receipt', () => {
    const moves = watchQueue();
    moves(busy, 0);
    expect(moves(busy, LATE)).toBe(false);
    expect(moves({ ...busy, acked: 11 }, LATE + 1)).toBe(true);
  });

  it.each([
    ['has nothing to do', { pending: 0 }],
    ['has no line', { link: 'offline', lastFault: 'delivery.offline' }],
    ['is refused', { link: 'refused', lastFault: 'delivery.refused' }],
    ['is asked to wait', { lastFault: 'delivery.busy' }],
  ])('that %s is healthy for ever', (_name, over) => {
    expect(judge({ ...busy, ...over })).toBe(true);
  });

  it.each([
    ['facts are acknowledged', { acked: 11 }],
    ['a receipt of another epoch came', { lastReceiptAt: '2026-11-20T08:09:00.000Z' }],
    ['a new epoch began', { epoch: 'f' }],
  ])('gets somewhere while %s', (_name, over) => {
    expect(judge(busy, { ...busy, ...over })).toBe(true);
  });

  it('counts from the moment its excuse is over', () => {
    const moves = watchQueue();
    moves({ ...busy, link: 'offline' }, 0);
    moves({ ...busy, link: 'offline' }, LATE * 10);
    expect(moves(busy, LATE * 10 + 1)).toBe(true);
  });
});
