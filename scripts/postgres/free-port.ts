import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Where no system takes the ports of outgoing connections from unless it was told to (Linux begins at 32768, the others
 * at 49152). A port of those may become the near end of a connection between its choice and the moment its program listens.
 */
export const LISTENING_PORTS = { first: 20_000, end: 30_000 } as const;
const TRIES = 100;

/** A TCP port of `LISTENING_PORTS` that nobody listened on a moment ago. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  let problem: string | undefined;
  for (let left = TRIES; left > 0; left -= 1) {
    const port = randomInt(LISTENING_PORTS.first, LISTENING_PORTS.end);
    problem = await tryPort(host, port);
    if (problem === undefined) return port;
  }
  throw new Error(`no free port from ${LISTENING_PORTS.first} to ${LISTENING_PORTS.end} on ${host} (${problem})`);
}

/** What keeps a program from listening there, as the system's code (`EADDRINUSE`); undefined when nothing does. */
export function tryPort(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
