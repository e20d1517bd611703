import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Where no system takes the ports of outgoing connections from (Linux 32768 on, the others 49152 on). A port of those
 * may become the near end of somebody's connection between its choice and the moment its program listens.
 */
export const LISTENING_PORTS = { first: 20_000, end: 30_000 } as const;
const TRIES = 100;
/** Taken by another program, or kept by the system for itself. */
const NOT_TO_BE_HAD = new Set<string | undefined>(['EADDRINUSE', 'EACCES']);

/** A TCP port that nobody listened on a moment ago, and that no connection is given meanwhile. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  for (let left = TRIES; left > 0; left -= 1) {
    const port = randomInt(LISTENING_PORTS.first, LISTENING_PORTS.end);
    if (await isFree(port, host)) return port;
  }
  throw new Error(`no free port from ${LISTENING_PORTS.first} to ${LISTENING_PORTS.end} on ${host}`);
}

async function isFree(port: number, host: string): Promise<boolean> {
  const server = createServer().listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    if (NOT_TO_BE_HAD.has((error as NodeJS.ErrnoException).code)) return false;
    throw error;
  }
  server.close();
  await once(server, 'close');
  return true;
}
