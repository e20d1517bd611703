import type { FastifyInstance } from 'fastify';

/** Below the prefixes of the API nothing ever falls through to the dashboard. */
export async function nothingHereRoutes(app: FastifyInstance): Promise<void> {
  for (const url of ['/api', '/api/*', '/v1', '/v1/*', '/releases', '/releases/*']) {
    app.get(url, { config: { access: 'public' }, schema: { hide: true } }, (_request, reply) => reply.callNotFound());
  }
}
