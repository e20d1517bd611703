import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test, vi } from 'vitest';
import { freePort, LISTENING_PORTS } from './free-port.ts';

const chosen = vi.hoisted(() => ({ next: [] as number[] }));
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>();
  const randomInt = (from: number, to: number) => chosen.next.shift() ?? crypto.randomInt(from, to);
  return { ...crypto, randomInt };
});

test('a port that somebody listens on is not free: another of the range is taken', async () => {
  const taken = await freePort();
  const server = createServer().listen(taken, '127.0.0.1');
  await once(server, 'listening');
  chosen.next = [taken];
  const other = await freePort();
  expect(chosen.next).toEqual([]);
  expect(other).not.toBe(taken);
  for (const port of [taken, other]) {
    expect(port).toBeGreaterThanOrEqual(LISTENING_PORTS.first);
    expect(port).toBeLessThan(LISTENING_PORTS.end);
  }
  server.close();
});
