import { recordRefusal } from '@tillbridge/core/audit/record-refusal';
import { requireAgent } from '@tillbridge/core/keys/require-agent';
import { requirePerson } from '@tillbridge/core/people/require-person';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { Permission } from '@tillbridge/shared/permissions';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ownOrigins, requireOwnSite } from './own-site.ts';
import { readAgentToken, readWebToken } from './tokens.ts';

/** A page of ours says which organization stands in its heading; a socket, which can send no header, in its query. */
export const ORGANIZATION_HEADER = 'tillbridge-organization';
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Before a body is even read: is this our own page, who asks, and may they. Rows decide, on every request. */
export function registerGuard(app: FastifyInstance, publicOrigin: string): void {
  const origins = ownOrigins(publicOrigin);
  app.decorateRequest('person', null);
  app.decorateRequest('agent', null);
  app.decorateRequest('agentClaim', null);
  app.addHook('onRequest', async (request) => {
    const { access, readsKeyItself, scope, stepUp, whileViewing } = request.routeOptions.config;
    if (access === undefined) return;
    const upgrade = request.headers.upgrade !== undefined;
    const people = request.routeOptions.url?.startsWith('/api/') === true;
    if (people && (upgrade || !SAFE_METHODS.has(request.method))) requireOwnSite(request, origins);
    if (access === 'public') return;
    if (access === 'agent') {
      const { scopes, ...claim } = await readAgentToken(request);
      request.agentClaim = claim;
      if (readsKeyItself !== true) request.agent = await requireAgent(app.database, request.agentClaim);
      // The scopes of a key are fixed for its life, so that what its token says of them holds.
      if (scope !== undefined && !scopes.includes(scope)) throw new Fault('agent.scope');
      return;
    }
    request.person = await requirePerson(app.database, await readWebToken(request));
    requireSameOrganization(request, request.person.org);
    if (access !== 'signed-in') await requirePermission(app, request, access);
    const changes = !SAFE_METHODS.has(request.method) && whileViewing !== true;
    if (changes && request.person.viewing !== null) throw new Fault('role.viewing');
    // Last, so that whoever may not do it at all is told so and not asked for a proof.
    if (stepUp === true && !request.person.proven) throw new Fault('api.step-up');
  });
}

/** The cookies are one for all windows: one that still shows another organization neither reads nor changes this one. */
function requireSameOrganization(request: FastifyRequest, org: string): void {
  const { organization } = request.query as { readonly organization?: unknown };
  const shown = request.ws ? organization : request.headers[ORGANIZATION_HEADER];
  if (shown !== undefined && shown !== org) throw new Fault('session.other-organization');
}

async function requirePermission(app: FastifyInstance, request: FastifyRequest, permission: Permission): Promise<void> {
  const { person } = request;
  if (person === null) return;
  if (person.twoStepMissing) throw new Fault('api.two-step-missing');
  if (person.permissions.has(permission)) return;
  await recordRefusal(app.database, {
    org: person.org,
    actorKind: 'person',
    actor: person.person,
    action: 'permission.refused',
    subject: permission,
    address: request.ip,
    detail: { route: `${request.method} ${request.routeOptions.url ?? ''}` },
  });
  throw new Fault('api.forbidden', { detail: permission });
}
