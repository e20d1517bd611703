import type { IncomingHttpHeaders } from 'node:http';
import fastifyHttpProxy from '@fastify/http-proxy';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pagesAway } from '../answers/pages-away.ts';
import { languageOf } from '../answers/problem.ts';
import { nonceOf, scriptPolicy } from '../answers/security-headers.ts';

const PAGE_TIMEOUT_MS = 30_000;
/** A process that was ended is up again in about this time. */
const PAGES_BACK_MS = 5_000;
const MS_PER_S = 1_000;
const STATUS_AWAY = 503;
/** Headers by which Next talks to itself, or by which a caller could pass for a proxy. */
const INTERNAL =
  /^(x-middleware|x-nextjs|x-next-|x-invoke|x-matched-path|x-now-|x-vercel|x-forwarded|x-real-ip|forwarded$|x-nonce$|content-security-policy)/i;

/** Everything that is not the API is the dashboard's: read only, streamed, under one origin. */
export async function dashboardRoutes(app: FastifyInstance, dashboardUrl: string, publicOrigin: string): Promise<void> {
  const { host, protocol } = new URL(publicOrigin);
  await app.register(fastifyHttpProxy, {
    upstream: dashboardUrl,
    prefix: '/',
    // Nothing on the dashboard changes anything: no server actions, so no bodies.
    httpMethods: ['GET', 'HEAD'],
    proxyPayloads: false,
    config: { access: 'public' },
    disableRequestLogging: true,
    undici: { connections: 64, bodyTimeout: PAGE_TIMEOUT_MS, headersTimeout: PAGE_TIMEOUT_MS },
    replyOptions: {
      onError: (reply, { error }) => sendAway(reply as FastifyReply, error),
      rewriteRequestHeaders: (request, headers) => ({
        ...withoutInternal(headers),
        'x-forwarded-for': request.ip,
        'x-forwarded-host': host,
        'x-forwarded-proto': protocol.slice(0, -1),
        'x-request-id': request.id,
        // Next reads the nonce for its own scripts from here.
        'content-security-policy': scriptPolicy(nonceOf(request as FastifyRequest)),
      }),
      rewriteHeaders: (headers) => {
        const { 'x-powered-by': _program, 'content-security-policy': _policy, ...rest } = headers;
        return rest;
      },
    },
  });
}

/** The dashboard did not answer: a person gets a page that waits with them, everybody else the problem. */
function sendAway(reply: FastifyReply, error: Error): FastifyReply {
  const { request } = reply;
  request.log.warn({ err: error }, 'the dashboard did not answer');
  if (!wantsPage(request)) return reply.send(new Fault('api.unavailable', { retryAfterMs: PAGES_BACK_MS }));
  const { tb_language: chosen, tb_theme: theme } = request.cookies;
  const accepted = languageOf(request.headers['accept-language']);
  const language = chosen === 'th' || chosen === 'en' ? chosen : accepted;
  const page = pagesAway({
    language,
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    requestId: request.id,
    againMs: PAGES_BACK_MS,
  });
  return reply
    .code(STATUS_AWAY)
    .header('retry-after', PAGES_BACK_MS / MS_PER_S)
    .header('cache-control', 'no-store')
    .header('content-language', language)
    .type('text/html; charset=utf-8')
    .serializer(String)
    .send(page);
}

/** A browser that goes somewhere names HTML; scripts, styles and the dashboard's own fetches do not. */
function wantsPage({ headers }: FastifyRequest): boolean {
  return /\btext\/html\b/i.test(headers.accept ?? '') && headers['rsc'] === undefined;
}

function withoutInternal(headers: object): IncomingHttpHeaders {
  const kept = Object.entries(headers).filter(([name]) => !INTERNAL.test(name));
  return Object.fromEntries(kept) as IncomingHttpHeaders;
}
