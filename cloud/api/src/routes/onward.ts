import type { FastifyReply, FastifyRequest } from 'fastify';

/** A path of our own pages, or `/`: nothing that a browser could read as another site, and no route of the API. */
export function localPath(next: string | undefined, publicOrigin: string): string {
  if (next === undefined || !/^\/(?![/\\])[\x21-\x7e]*$/.test(next) || next.includes('\\')) return '/';
  const url = new URL(next, publicOrigin);
  // Judged as it will be sent: `/a/..//host` only becomes another host once its dots are gone.
  if (url.origin !== publicOrigin || /^\/(\/|(api|v1)(\/|$))/i.test(url.pathname)) return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}

/**
 * Goes on to the page. Where a link from another site opened us, the browser keeps strict cookies back for the whole
 * chain of redirects; a page of our own in between begins a new one.
 */
export function sendOnward(request: FastifyRequest, reply: FastifyReply, next: string): FastifyReply {
  const site = request.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return reply.redirect(next, 303);
  const href = next.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return reply
    .type('text/html; charset=utf-8')
    .serializer(String)
    .send(`<!doctype html><meta http-equiv="refresh" content="0;url=${href}"><title>Tillbridge</title>`);
}
