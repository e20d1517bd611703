import type { IncomingHttpHeaders } from 'node:http';
import { Fault } from '@tillbridge/shared/faults/fault';

const NAMES = ['127.0.0.1', 'localhost'];
/** What a browser says of a page of our own, and of an address typed into it. A program says nothing at all. */
const OWN_SITES = [undefined, 'none', 'same-origin'];

/**
 * Lets a request pass that was addressed to this PC by name and comes from a program or from the console that the agent
 * itself serves. Any other page in a browser on the shop PC could otherwise reach the machine by DNS rebinding, a plain
 * form, or another port of this PC. Throws `local.host`.
 */
export function requireLocal(headers: IncomingHttpHeaders, port: number): void {
  const addressed = NAMES.some((name) => headers.host === `${name}:${port}`);
  const ownOrigin = headers.origin === undefined || headers.origin === `http://${headers.host}`;
  const site = headers['sec-fetch-site'];
  if (!addressed || !ownOrigin || !OWN_SITES.includes(typeof site === 'string' ? site : undefined))
    throw new Fault('local.host');
}
