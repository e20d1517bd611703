import { freePort, tryPort } from '../postgres/free-port.ts';

export const PORT_DEFAULT = 8080;
const PORTS_TRIED = 100;

/**
 * The front's port. One given by a person is taken or refused with a sentence; otherwise the first free one from
 * PORT_DEFAULT on.
 */
export async function frontPort(host: string, wanted: number | undefined): Promise<number> {
  if (wanted !== undefined) {
    const problem = await tryPort(host, wanted);
    if (problem === undefined) return wanted;
    if (problem === 'EACCES')
      throw new Error(`There is no right to listen on port ${wanted}. Choose one above 1024: PORT=8080 npm start`);
    if (problem === 'EADDRINUSE')
      throw new Error(
        `Port ${wanted} is in use by another program. Stop that one, or choose another: PORT=${wanted + 1} npm start`,
      );
    throw new Error(`Port ${wanted} at ${host} cannot be used (${problem}).`);
  }
  for (let port = PORT_DEFAULT; port < PORT_DEFAULT + PORTS_TRIED; port++) {
    if ((await tryPort(host, port)) === undefined) return port;
  }
  throw new Error(
    `No port from ${PORT_DEFAULT} to ${PORT_DEFAULT + PORTS_TRIED - 1} is free. Choose one: PORT=9000 npm start`,
  );
}

/** So many different free ports on the loopback. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}
