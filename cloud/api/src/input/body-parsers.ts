import { Fault } from '@tillbridge/shared/faults/fault';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { expand } from './expand.ts';
import { readJson } from './read-json.ts';

/** JSON everywhere, NDJSON as it came, still compressed; forms and everything else are refused. Only agents may compress. */
export function registerBodyParsers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) =>
    readJson(await expandFor(request, body)),
  );
  app.addContentTypeParser(
    'application/x-ndjson',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      if (request.agentClaim === null) throw new Fault('api.media-type');
      return body;
    },
  );
}

/** The body as it was before an agent compressed it. Throws `api.media-type`, `api.invalid` and `sync.batch-too-large`. */
export function expandFor(request: FastifyRequest, body: Buffer): Promise<Buffer> {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && request.agentClaim === null)
    throw new Fault('api.media-type', { detail: 'content-encoding' });
  return expand(body, encoding);
}
