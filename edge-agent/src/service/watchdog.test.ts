import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../log.ts';
import type { AgentStatus } from '../status.ts';
import { QUEUE_STILL_MAX_MS } from './queue-progress.ts';
import { feedWatchdog } from './watchdog.ts';

const PERIOD_MS = 60_000;
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** An agent with a queue, and the manager's ear. */
function kennel(over: Partial<AgentStatus['delivery']> = {}) {
  const delivery = { link: 'connected', since: '', lastReceiptAt: '', completeThrough: '', clockOffsetMs: 0, ...over };
  const journal = { epoch: 'e', acked: 1, pending: 5 };
  const status = () => ({ delivery, journal, machines: [] }) as unknown as AgentStatus;
  const heard: string[] = [];
  const notify = async (...states: readonly string[]) => {
    heard.push(...states);
    return undefined;
  };
  const clock = { monotonicMs: () => Date.now() };
  const stop = feedWatchdog({ status, watchdogMs: PERIOD_MS, notify, clock, log: silentLog });
  const feeds = () => heard.filter((state) => state === 'WATCHDOG=1').length;
  return { journal, feeds, stop };
}

describe('the watchdog', () => {
  it('is fed several times in each period', async () => {
    const { feeds } = kennel({ link: 'offline' });
    await vi.advanceTimersByTimeAsync(10 * PERIOD_MS);
    expect(feeds()).toBe(30);
  });

  it('starves while the queue stands still, and is fed again when it moves', async () => {
    const { feeds, journal } = kennel();
    await vi.advanceTimersByTimeAsync(QUEUE_STILL_MAX_MS + PERIOD_MS);
    const starved = feeds();
    await vi.advanceTimersByTimeAsync(10 * PERIOD_MS);
    expect(feeds()).toBe(starved);
    journal.acked = 2;
    await vi.advanceTimersByTimeAsync(PERIOD_MS);
    expect(feeds()).toBeGreaterThan(starved);
  });

  it('is not fed by an agent that is stopping', async () => {
    const { feeds, stop } = kennel();
    stop();
    await vi.advanceTimersByTimeAsync(10 * PERIOD_MS);
    expect(feeds()).toBe(0);
  });
});
