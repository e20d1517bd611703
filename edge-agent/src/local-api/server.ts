import { Fault } from '@tillbridge/shared/faults/fault';
import Fastify, { type FastifyInstance } from 'fastify';
import { registerIdentity } from './identity.ts';
import { openApiOf } from './openapi.ts';
import { parseBody } from './parse-body.ts';
import type { LocalApiParts } from './parts.ts';
import { problemOf } from './problem.ts';
import { consoleRoutes } from './routes/console-routes.ts';
import { eventRoutes } from './routes/event-routes.ts';
import { sessionRoutes } from './routes/session-routes.ts';
import { shiftRoutes } from './routes/shift-routes.ts';
import { tillRoutes } from './routes/till-routes.ts';
import { verbRoutes } from './routes/verb-routes.ts';

const BODY_BYTES_MAX = 16_384;

export interface LocalApi {
  readonly port: number;
  close(): Promise<void>;
}

/** The interface for tills and the console, on loopback only. Port 0 takes a free one. Throws `edge.port-taken`. */
export async function serveLocalApi(parts: LocalApiParts, port: number): Promise<LocalApi> {
  const app = buildLocalApi(parts, () => bound);
  let bound = port;
  try {
    bound = Number(new URL(await app.listen({ host: '127.0.0.1', port })).port);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      throw new Fault('edge.port-taken', { port });
    throw error;
  }
  return { port: bound, close: () => app.close() };
}

/** The routes without a socket. Does not become ready when a route does not say who may call it. */
export function buildLocalApi(parts: LocalApiParts, port: () => number): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_BYTES_MAX,
    forceCloseConnections: true,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allErrors: true } },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    const parsed = parseBody(String(body));
    if (parsed === undefined)
      done(new Fault('api.invalid', { fields: ['body must be one JSON object without repeated names'] }));
    else done(null, parsed);
  });
  const routes = registerIdentity(app, { tills: parts.tills, sessions: parts.sessions, port });
  app.setNotFoundHandler(() => {
    throw new Fault('api.not-found');
  });
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) parts.log.error('local request failed', { url: request.url, code: problem.code, error });
    if (problem.retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(problem.retryAfterMs / 1_000));
    reply.code(problem.status).type('application/problem+json').send(problem);
  });
  tillRoutes(app, parts);
  verbRoutes(app, parts);
  sessionRoutes(app, parts);
  shiftRoutes(app, parts);
  eventRoutes(app, parts);
  consoleRoutes(app);
  app.get('/openapi.json', { config: { may: 'anybody' } }, async () => openApiOf(routes, parts.software, port()));
  return app;
}
