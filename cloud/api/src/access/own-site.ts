import { Fault } from '@tillbridge/shared/faults/fault';
import type { FastifyRequest } from 'fastify';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** The origins whose pages are ours. On one's own machine its three names are the same place. */
export function ownOrigins(publicOrigin: string): ReadonlySet<string> {
  const url = new URL(publicOrigin);
  if (!LOOPBACK.includes(url.hostname)) return new Set([url.origin]);
  return new Set(LOOPBACK.map((name) => `${url.protocol}//${name}${url.port === '' ? '' : `:${url.port}`}`));
}

/** Throws `api.origin` unless the browser says that our own page asks; a caller that says nothing is refused. */
export function requireOwnSite(request: FastifyRequest, origins: ReadonlySet<string>): void {
  const site = request.headers['sec-fetch-site'];
  const { origin } = request.headers;
  if (site !== undefined && site !== 'same-origin') throw new Fault('api.origin');
  if (origin !== undefined && !origins.has(origin) && !(site === 'same-origin' && isHostOf(request, origin))) {
    throw new Fault('api.origin');
  }
  if (site === undefined && origin === undefined) throw new Fault('api.origin');
}

function isHostOf(request: FastifyRequest, origin: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}
