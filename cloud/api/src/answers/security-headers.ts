import { randomBytes } from 'node:crypto';
import fastifyHelmet from '@fastify/helmet';
import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    scriptNonce: string;
  }
}

const NONCE_BYTES = 16;

/** What a browser may do with our answers. Scripts run only from our own files or with the nonce of this answer. */
export async function registerSecurityHeaders(app: FastifyInstance, publicOrigin: string): Promise<void> {
  const secure = publicOrigin.startsWith('https:');
  app.decorateRequest('scriptNonce', '');
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: false,
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
  });
  const policy = pagePolicy(publicOrigin);
  app.addHook('onRequest', async (request, reply) => {
    request.scriptNonce = randomBytes(NONCE_BYTES).toString('base64');
    reply.header('content-security-policy', `${scriptPolicy(request.scriptNonce)}; ${policy}`);
    reply.header('x-request-id', request.id);
    if (/^\/(api|v1)\//.test(request.url)) reply.header('cache-control', 'no-store');
  });
}

export function nonceOf(request: FastifyRequest): string {
  return request.scriptNonce;
}

export function scriptPolicy(nonce: string): string {
  return `script-src 'self' 'nonce-${nonce}'`;
}

function pagePolicy(publicOrigin: string): string {
  const socket = publicOrigin.replace(/^http/, 'ws');
  return [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self' ${socket}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
