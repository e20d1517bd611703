import { revocationFile } from '@tillbridge/core/keys/revocations';
import { revokeAgentKey } from '@tillbridge/core/keys/revoke-agent-key';
import { confirmAgent } from '@tillbridge/core/pairing/confirm-agent';
import { makePairingCode } from '@tillbridge/core/pairing/make-pairing-code';
import { readWaitingAgents } from '@tillbridge/core/pairing/read-waiting-agents';
import { InstantSchema, UuidSchema } from '@tillbridge/shared/ids';
import { PairingCodeSchema, WaitingAgentsSchema } from '@tillbridge/shared/reads-agents';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { answers } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';

const PairingBody = Type.Object(
  { shopId: UuidSchema, agentId: Type.Optional(UuidSchema), autoConfirm: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
);
const ConfirmBody = Type.Object(
  { fingerprint: Type.String({ minLength: 32, maxLength: 60 }) },
  { additionalProperties: false },
);
const ConfirmedAnswer = Type.Object({ confirmedAt: InstantSchema });
const RevokedAnswer = Type.Object({ keys: Type.Integer() });

/** What people change: pairing and revoking. */
export async function manageRoutes(app: App, options: ApiOptions): Promise<void> {
  const { database } = options;
  const revocations = revocationFile(options.revocationsFile);
  app.post(
    '/api/v1/pairing-codes',
    {
      config: { access: 'agent.pair', answersSecret: true },
      schema: { tags: ['agents'], body: PairingBody, response: answers(PairingCodeSchema, [401, 403, 404]) },
    },
    (request) => {
      const { shopId: shop, agentId: agent, autoConfirm = false } = request.body;
      const wish = {
        shop,
        autoConfirm,
        address: request.ip,
        cloud: options.publicOrigin,
        ...(agent === undefined ? {} : { agent }),
      };
      return makePairingCode(database, options.secrets.pepper, personOf(request), wish);
    },
  );
  app.get(
    '/api/v1/agents/waiting',
    {
      config: { access: 'agent.pair' },
      schema: { tags: ['agents'], response: answers(WaitingAgentsSchema, [401, 403]) },
    },
    (request) => readWaitingAgents(database, personOf(request)),
  );
  app.post(
    '/api/v1/agents/:id/confirm',
    {
      config: { access: 'agent.pair' },
      schema: {
        tags: ['agents'],
        params: Type.Object({ id: UuidSchema }),
        body: ConfirmBody,
        response: answers(ConfirmedAnswer, [401, 403, 404, 409]),
      },
    },
    (request) =>
      confirmAgent(database, personOf(request), {
        agent: request.params.id,
        fingerprint: request.body.fingerprint,
        address: request.ip,
      }),
  );
  app.post(
    '/api/v1/agents/:id/revoke',
    {
      config: { access: 'agent.revoke' },
      schema: {
        tags: ['agents'],
        params: Type.Object({ id: UuidSchema }),
        response: answers(RevokedAnswer, [401, 403, 404]),
      },
    },
    (request) => revokeAgentKey(database, personOf(request), request.params.id, revocations, request.ip),
  );
}
