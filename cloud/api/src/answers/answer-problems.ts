import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { faultOf, type Verdict } from './fault-of.ts';
import { languageOf, PROBLEM_TYPE, problemOf } from './problem.ts';

/** Every failure of every route, known or not, leaves as problem+json with code, meaning, remedy and request id. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendFault(error, request, reply));
  app.setNotFoundHandler((request, reply) => sendVerdict(notFound(app, request, reply), request, reply));
}

/** For errors outside any route (a URL that cannot be decoded). */
export function sendFault(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const verdict = forSync(faultOf(error), request);
  if (verdict.bug) request.log.error({ err: error }, 'a request failed');
  void sendVerdict(verdict, request, reply);
}

function sendVerdict(verdict: Verdict, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = languageOf(request.headers['accept-language']);
  const { code, detail, errors } = verdict;
  const problem = problemOf({
    code,
    language,
    requestId: request.id,
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors }),
    ...(verdict.status === undefined ? {} : { status: verdict.status }),
  });
  if (verdict.retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(verdict.retryAfterMs / 1000));
  return reply
    .code(problem.status)
    .header('content-type', PROBLEM_TYPE)
    .header('content-language', language)
    .header('x-request-id', request.id)
    .header('cache-control', 'no-store')
    .serializer(JSON.stringify)
    .send(problem);
}

/** The agent halves what is too large; it knows that by the code of the delivery. */
function forSync(verdict: Verdict, request: FastifyRequest): Verdict {
  const batch = request.routeOptions.url === '/v1/sync/batch';
  return batch && verdict.code === 'api.too-large' ? { ...verdict, code: 'sync.batch-too-large' } : verdict;
}

function notFound(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply): Verdict {
  const allowed = methodsAt(app, request.url.split('?', 1)[0] ?? '');
  if (allowed.length === 0 || allowed.includes(request.method)) return { code: 'api.not-found', bug: false };
  reply.header('allow', allowed.join(', '));
  return { code: 'api.method', bug: false };
}

function methodsAt(app: FastifyInstance, path: string): string[] {
  const parts = path.split('/');
  const methods = app.routeTable.filter((route) => matches(route.url, parts)).map((route) => route.method);
  return [...new Set(methods)].sort();
}

function matches(url: string, parts: readonly string[]): boolean {
  const pattern = url.split('/');
  if (pattern.at(-1) === '*') return pattern.length <= parts.length && prefixMatches(pattern.slice(0, -1), parts);
  return pattern.length === parts.length && prefixMatches(pattern, parts);
}

function prefixMatches(pattern: readonly string[], parts: readonly string[]): boolean {
  return pattern.every((part, index) => part.startsWith(':') || part === parts[index]);
}
