import fastifyRateLimit from '@fastify/rate-limit';
import { addressGroup } from '@tillbridge/core/people/throttle';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const WINDOW_MS = 60_000;
/** Principals remembered at once; the least recently seen is forgotten first. */
const PRINCIPALS_MAX = 20_000;

/** Requests a minute that one process takes of one principal. */
export interface RateLimits {
  readonly person: number;
  readonly agent: number;
  /** Of everybody at one address together who is not signed in. */
  readonly address: number;
}

/** A person works in some windows; an agent with a backlog asks as fast as it is answered; a whole office may load pages from one address. */
export const RATE_LIMITS: RateLimits = { person: 1_800, agent: 12_000, address: 6_000 };

/**
 * Registered after the guard: who asks is known by then, so one principal cannot use up the share of another behind the
 * same address. Counted in memory, by process: it protects the process; what guards a secret is throttled in Postgres.
 */
export async function registerRateLimit(app: FastifyInstance, limits: RateLimits): Promise<void> {
  await app.register(fastifyRateLimit, {
    hook: 'preValidation',
    timeWindow: WINDOW_MS,
    cache: PRINCIPALS_MAX,
    max: (request: FastifyRequest) => limits[kindOf(request)],
    keyGenerator: principalOf,
    errorResponseBuilder: (_request, { ttl }) => new Fault('api.throttled', { retryAfterMs: ttl }),
    // The remaining share is nobody's business but the caller's.
    enableDraftSpec: true,
  });
}

function kindOf(request: FastifyRequest): keyof RateLimits {
  if (request.person !== null) return 'person';
  return request.agentClaim === null ? 'address' : 'agent';
}

function principalOf(request: FastifyRequest): string {
  if (request.person !== null) return `person ${request.person.org} ${request.person.person}`;
  return request.agentClaim === null ? `address ${addressGroup(request.ip)}` : `agent ${request.agentClaim.agent}`;
}
