import type { Database } from '@tillbridge/core/db/client';
import type { AgentClaim, AgentScope } from '@tillbridge/core/keys/require-agent';
import type { ShopScope } from '@tillbridge/core/people/require-person';
import type { KeyScope } from '@tillbridge/shared/agent-keys';
import { PERMISSIONS, type Permission } from '@tillbridge/shared/permissions';
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';

/** Who may call a route: holders of a permission, anybody signed in, a paired agent, or anybody. */
export type Access = Permission | 'signed-in' | 'agent' | 'public';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** The work of the route reads key and agent in its own statement, which spares a single sale a round trip. */
    readsKeyItself?: true;
    /** Of a route for agents: what the key must be allowed; left out, any live key. */
    scope?: KeyScope;
    /** A grave act: the person must have proved to be there within the last minutes, or is asked to (`api.step-up`). */
    stepUp?: true;
    /** A change that somebody who looks through another role may make all the same: it changes only that look. */
    whileViewing?: true;
  }
  interface FastifyRequest {
    person: ShopScope | null;
    agent: AgentScope | null;
    /** What the verified token of an agent says, on every route for agents. */
    agentClaim: AgentClaim | null;
  }
  interface FastifyInstance {
    database: Database;
    /** Every route with what it declares, for the 405 answers, the matrix test and the refusal to start. */
    routeTable: RouteEntry[];
  }
}

export interface RouteEntry {
  readonly method: string;
  readonly url: string;
  readonly access: Access;
}

const ACCESSES: ReadonlySet<string> = new Set([...PERMISSIONS, 'signed-in', 'agent', 'public']);

/** Collects every route from here on, and refuses to become ready when one does not say who may call it. */
export function requireDeclaredAccess(app: FastifyInstance): void {
  const seen: RouteOptions[] = [];
  app.addHook('onRoute', (route) => void seen.push(route));
  app.addHook('onReady', async () => {
    for (const route of seen) {
      const access = route.config?.access;
      if (access === undefined || !ACCESSES.has(access)) {
        throw new Error(`The route ${String(route.method)} ${route.url} does not declare who may call it.`);
      }
      for (const method of [route.method].flat()) app.routeTable.push({ method, url: route.url, access });
    }
  });
}

/** The person whom the guard let in. A route that asks without declaring a permission is a bug. */
export function personOf(request: FastifyRequest): ShopScope {
  if (request.person === null) throw new Error(`${request.routeOptions.url} has no person`);
  return request.person;
}

/** The agent whom the guard let in. */
export function agentOf(request: FastifyRequest): AgentScope {
  if (request.agent === null) throw new Error(`${request.routeOptions.url} has no agent`);
  return request.agent;
}

/** The agent of whom so far only the token is believed: whoever takes it must read key and agent. */
export function agentClaimOf(request: FastifyRequest): AgentClaim {
  if (request.agentClaim === null) throw new Error(`${request.routeOptions.url} has no agent`);
  return request.agentClaim;
}
