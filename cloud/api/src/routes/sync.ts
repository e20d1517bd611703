import { acceptAgain } from '@tillbridge/core/divergences/accept-again';
import { acceptBatch } from '@tillbridge/core/ingest/accept-batch';
import { acceptOpen } from '@tillbridge/core/ingest/accept-open';
import { acceptSalvage } from '@tillbridge/core/ingest/accept-salvage';
import { Fault } from '@tillbridge/shared/faults/fault';
import {
  AgainAnswerSchema,
  AgainRequestSchema,
  OpenAnswerSchema,
  OpenRequestSchema,
  ReceiptSchema,
  SalvageAnswerSchema,
  SalvageRequestSchema,
} from '@tillbridge/shared/sync';
import { agentClaimOf, agentOf } from '../access/access.ts';
import { answers } from '../answers/answer-schemas.ts';
import { expandFor } from '../input/body-parsers.ts';
import { EXPANDED_BYTES_MAX } from '../input/expand.ts';
import { HeavyLane } from '../input/heavy-lane.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';

/** The delivery: thin, because every rule of custody lies in core. */
export async function syncRoutes(app: App, { database, rules }: ApiOptions): Promise<void> {
  const common = {
    config: { access: 'agent' as const, scope: 'facts.deliver' as const },
    bodyLimit: EXPANDED_BYTES_MAX,
  };
  const tags = ['delivery'];
  const heavy = new HeavyLane();
  app.post(
    '/v1/sync/open',
    { ...common, schema: { tags, body: OpenRequestSchema, response: answers(OpenAnswerSchema, [401, 409, 413]) } },
    (request) => acceptOpen(database, agentOf(request), request.body, rules),
  );
  app.post(
    '/v1/sync/batch',
    {
      ...common,
      config: { ...common.config, readsKeyItself: true },
      schema: { tags, consumes: ['application/x-ndjson'], response: answers(ReceiptSchema, [401, 409, 413]) },
    },
    (request) => {
      const { body } = request;
      if (!Buffer.isBuffer(body)) throw new Fault('api.media-type');
      return heavy.run(body.length, async () => {
        // Who gave up waiting will send it again; to store it for nobody would make the others wait longer.
        if (request.raw.socket.destroyed) throw new Fault('api.unavailable', { detail: 'gone' });
        return acceptBatch(database, agentClaimOf(request), await expandFor(request, body), rules);
      });
    },
  );
  app.post(
    '/v1/sync/salvage',
    { ...common, schema: { tags, body: SalvageRequestSchema, response: answers(SalvageAnswerSchema, [401, 413]) } },
    (request) => acceptSalvage(database, agentOf(request), request.body),
  );
  app.post(
    '/v1/sync/again',
    { ...common, schema: { tags, body: AgainRequestSchema, response: answers(AgainAnswerSchema, [401, 409, 413]) } },
    (request) => acceptAgain(database, agentOf(request), request.body),
  );
}
