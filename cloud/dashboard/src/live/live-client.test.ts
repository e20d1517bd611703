import type { LiveMessage } from '@tillbridge/shared/live';
import { describe, expect, it } from 'vitest';
import { makeTile, makeToday } from '../../test/make-tile.ts';
import { reconnectWaitMs } from './back-off.ts';
import { type LiveSocket, makeLiveClient } from './live-client.ts';

const STALE_MS = 15_000;

/** A clock with timers and a network of sockets that only do what the test says. */
function makeWorld() {
  let now = 1_000_000;
  const timers = new Set<{ at: number; run: () => void }>();
  const sockets: LiveSocket[] = [];
  const ended: string[] = [];
  const renewals: { readonly done: () => void; readonly fail: () => void }[] = [];
  const client = makeLiveClient({
    staleMs: STALE_MS,
    nowMs: () => now,
    random: () => 0.5,
    connect() {
      const socket: LiveSocket = { onmessage: null, onclose: null, close: () => undefined };
      sockets.push(socket);
      return socket;
    },
    setTimer(run, ms) {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    renew: () =>
      new Promise<void>((resolve, reject) => {
        renewals.push({ done: resolve, fail: () => reject(new Error('no line')) });
      }),
    onEnded: (reason) => ended.push(reason),
  });
  const pass = (ms: number) => {
    const until = now + ms;
    for (;;) {
      const next = [...timers].filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      timers.delete(next);
      now = next.at;
      next.run();
    }
    now = until;
  };
  const hear = (message: LiveMessage) => sockets.at(-1)?.onmessage?.({ data: JSON.stringify(message) });
  return {
    client,
    sockets,
    ended,
    renewals,
    pass,
    hear,
    beat: () => hear({ type: 'beat', at: new Date(now + 250).toISOString() }),
    timers,
  };
}

/** Lets everything that follows a settled promise run. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the live connection', () => {
  it('is live from the snapshot on and learns the clock of the server', () => {
    const world = makeWorld();
    world.client.start();
    world.hear({ type: 'snapshot', today: makeToday() });
    world.beat();
    expect(world.client.view()).toMatchObject({ status: 'live', clockOffsetMs: 250 });
  });

  it('says so when it has heard nothing for the limit, and keeps the last figures', () => {
    const world = makeWorld();
    world.client.start();
    world.hear({ type: 'snapshot', today: makeToday() });
    world.pass(STALE_MS - 1);
    expect(world.client.view().status).toBe('live');
    world.pass(1);
    expect(world.client.view().status).toBe('stale');
    expect(world.client.view().today?.shops).toHaveLength(1);
  });

  it('drops a socket that stays open without a word and opens another', () => {
    const world = makeWorld();
    world.client.start();
    world.pass(STALE_MS + 1_000);
    expect(world.sockets).toHaveLength(2);
  });

  it('comes back by itself after a restart of the cloud and shows newer figures at once', () => {
    const world = makeWorld();
    world.client.start();
    world.hear({ type: 'snapshot', today: makeToday() });
    world.hear({ type: 'bye', reason: 'restart' });
    world.sockets.at(-1)?.onclose?.();
    world.pass(1_000);
    expect(world.sockets).toHaveLength(2);
    world.hear({
      type: 'snapshot',
      today: makeToday({ asOf: '2026-11-20T07:31:00.000Z', shops: [makeTile({ version: 7 })] }),
    });
    expect(world.client.view()).toMatchObject({ status: 'live', today: { shops: [{ version: 7 }] } });
  });

  it('ends for good when the session ended, and leaves no timer behind', () => {
    const world = makeWorld();
    world.client.start();
    world.hear({ type: 'snapshot', today: makeToday() });
    world.hear({ type: 'bye', reason: 'signed_out' });
    world.pass(120_000);
    expect(world.ended).toEqual(['signed_out']);
    expect(world.sockets).toHaveLength(1);
    expect(world.timers.size).toBe(0);
  });

  it('goes stale for good while every try to reconnect fails', async () => {
    const world = makeWorld();
    world.client.start();
    world.hear({ type: 'snapshot', today: makeToday() });
    for (let i = 0; i < 20; i++) {
      world.sockets.at(-1)?.onclose?.();
      world.pass(30_000);
      world.renewals.at(-1)?.fail();
      await settled();
    }
    expect(world.client.view().status).toBe('stale');
    expect(world.sockets.length).toBeGreaterThan(10);
  });

  it('renews the session before the next try when a socket closed without a word', async () => {
    const world = makeWorld();
    world.client.start();
    world.sockets.at(-1)?.onclose?.();
    world.pass(1_000);
    expect([world.renewals.length, world.sockets.length]).toEqual([1, 1]);
    world.renewals[0]?.done();
    await settled();
    expect(world.sockets).toHaveLength(2);
  });

  it('does not wait for a renewal that hangs, nor open twice when it comes late', async () => {
    const world = makeWorld();
    world.client.start();
    world.sockets.at(-1)?.onclose?.();
    world.pass(STALE_MS + 2_000);
    expect(world.sockets).toHaveLength(2);
    world.renewals[0]?.done();
    await settled();
    expect(world.sockets).toHaveLength(2);
  });

  it('stays closed when it was stopped while the session was being renewed', async () => {
    const world = makeWorld();
    world.client.start();
    world.sockets.at(-1)?.onclose?.();
    world.pass(1_000);
    world.client.stop();
    world.renewals[0]?.done();
    await settled();
    expect(world.sockets).toHaveLength(1);
  });

  it('is not disturbed by noise', () => {
    const world = makeWorld();
    world.client.start();
    for (const data of ['', '{', '[]', 'null', '{"type":"other"}', 7]) world.sockets.at(-1)?.onmessage?.({ data });
    expect(world.client.view().status).toBe('connecting');
  });
});

describe('the wait before a reconnect', () => {
  it('grows, has a ceiling and uses the whole range, so that a thousand pages spread out', () => {
    expect(reconnectWaitMs(0, 0)).toBe(0);
    expect(reconnectWaitMs(0, 0.999)).toBeLessThan(500);
    expect(reconnectWaitMs(3, 0.999)).toBeGreaterThan(3_900);
    expect(reconnectWaitMs(500, 0.999)).toBeLessThanOrEqual(30_000);
  });
});
