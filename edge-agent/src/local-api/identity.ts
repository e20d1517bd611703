import type { IncomingHttpHeaders } from 'node:http';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { CounterPermission } from '@tillbridge/shared/permissions';
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import type { Person } from '../people/people.ts';
import type { Sessions } from '../people/sessions.ts';
import { requireLocal } from './guard.ts';
import { isCounterPermission, type Till, type Tills } from './tills.ts';

/** Who may call a route: holders of a right, any till or person, or whoever stands before the PC. */
export type May = CounterPermission | 'known' | 'anybody';

/** Who asks: a till, a person, or a person at a till, who may only what both may. */
export interface Caller {
  readonly till: Till | undefined;
  readonly person: Person | undefined;
  /** Of the person's session, when there is one. */
  readonly sessionToken: string | undefined;
}

export interface RouteEntry {
  readonly method: string;
  readonly url: string;
  readonly may: May;
  readonly schema: RouteOptions['schema'];
}

declare module 'fastify' {
  interface FastifyContextConfig {
    may?: May;
  }
  interface FastifyRequest {
    caller: Caller | null;
  }
}

export interface IdentityParts {
  readonly tills: Tills;
  readonly sessions: Sessions;
  readonly port: () => number;
}

/** A person at a till says so in this header, beside the till's own bearer token. */
export const PERSON_HEADER = 'x-person-session';

/**
 * Asks of every request where it comes from and who makes it, and refuses to become ready when a route does not say who
 * may call it. The list of routes grows as they are registered, so call this before them.
 */
export function registerIdentity(app: FastifyInstance, parts: IdentityParts): readonly RouteEntry[] {
  const routes: RouteEntry[] = [];
  const seen: RouteOptions[] = [];
  app.decorateRequest('caller', null);
  app.addHook('onRoute', (route) => void seen.push(route));
  app.addHook('onReady', async () => {
    for (const route of seen) {
      const may = route.config?.may;
      if (may === undefined || !(may === 'known' || may === 'anybody' || isCounterPermission(may)))
        throw new Error(`The route ${String(route.method)} ${route.url} does not declare who may call it.`);
      for (const method of [route.method].flat())
        if (method !== 'HEAD') routes.push({ method, url: route.url, may, schema: route.schema });
    }
  });
  app.addHook('onRequest', async (request) => {
    requireLocal(request.headers, parts.port());
    const { may } = request.routeOptions.config;
    // A path that is not there needs no right, but tells a stranger nothing either.
    if (may === 'anybody') return;
    request.caller = callerOf(request.headers, parts);
    if (may !== undefined && may !== 'known') requireRight(request.caller, may);
  });
  return routes;
}

/** Who was let in. A route that asks without declaring who may call it is a bug. */
export function callerOfRequest(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Error(`${request.routeOptions.url} has no caller`);
  return request.caller;
}

/** The person who is signed in. Throws `local.signed-out` for a till alone. */
export function personOfRequest(request: FastifyRequest): Person {
  const { person } = callerOfRequest(request);
  if (person === undefined) throw new Fault('local.signed-out');
  return person;
}

/** Throws `local.forbidden` when the person, or the till they stand at, does not hold a right. */
export function requireRight({ till, person }: Caller, permission: CounterPermission): void {
  const held = [till?.permissions, person?.permissions].filter((permissions) => permissions !== undefined);
  if (held.length === 0 || held.some((permissions) => !permissions.has(permission)))
    throw new Fault('local.forbidden', { permission });
}

/** The name that goes into facts: the person's where one is signed in, else what the till says. */
export function operatorOf({ person }: Caller, said: string | undefined): { readonly operator?: string } {
  if (person !== undefined) return { operator: nameOf(person) };
  return said === undefined ? {} : { operator: said };
}

export const nameOf = ({ number, name }: Pick<Person, 'number' | 'name'>): string => `${number} ${name}`;

function callerOf(headers: IncomingHttpHeaders, { tills, sessions }: IdentityParts): Caller {
  const [scheme, token = ''] = (headers.authorization ?? '').split(' ', 2);
  if (scheme?.toLowerCase() !== 'bearer') throw new Fault('local.token');
  const till = tills.find(token);
  const shown = till === undefined ? token : headers[PERSON_HEADER];
  if (till !== undefined && shown === undefined) return { till, person: undefined, sessionToken: undefined };
  const sessionToken = String(shown);
  const person = sessions.find(sessionToken);
  if (person === undefined) throw new Fault(sessionToken.startsWith('tbs_') ? 'local.signed-out' : 'local.token');
  return { till, person, sessionToken };
}
