import { readAgent, readAgents } from '@tillbridge/core/agents/read-agents';
import { readBundle } from '@tillbridge/core/commands/keep-bundle';
import { makeCommand } from '@tillbridge/core/commands/make-command';
import type { KeySecrets } from '@tillbridge/core/keys/issue-key';
import { createKey, revokeKey } from '@tillbridge/core/keys/manage-key';
import { revocationFile } from '@tillbridge/core/keys/revocations';
import { type KeyChange, regenerateKey, rotateKey } from '@tillbridge/core/keys/rotate-key';
import { readPairingProgress } from '@tillbridge/core/pairing/read-pairing-progress';
import { CommandWishSchema } from '@tillbridge/shared/agent-commands';
import { KeyIdSchema, KeyMadeSchema, KeyWishSchema } from '@tillbridge/shared/agent-keys';
import { UuidSchema } from '@tillbridge/shared/ids';
import { AgentListSchema, AgentPageSchema, PairingProgressSchema } from '@tillbridge/shared/reads-agents';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { answers, answersFile } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';

const tags = ['agents'];
const IdParams = Type.Object({ id: UuidSchema });
const KeyParams = Type.Object({ id: UuidSchema, key: KeyIdSchema });
const secretOnce = { access: 'key.manage', answersSecret: true, stepUp: true } as const;
const ofKey = { tags, params: KeyParams };
const REFUSED = [401, 403, 404, 409] as const;

/** Shop PCs as people look at them, and what they hand out and ask from afar. */
export async function agentPageRoutes(app: App, options: ApiOptions): Promise<void> {
  const { database, keyMode } = options;
  const revocations = revocationFile(options.revocationsFile);
  const secrets = { pepper: options.secrets.pepper, keyMode, revocations };
  const see = { access: 'agent.see' } as const;
  app.get(
    '/api/v1/agents',
    { config: see, schema: { tags, response: answers(AgentListSchema, [401, 403]) } },
    (request) => readAgents(database, personOf(request)),
  );
  app.get(
    '/api/v1/agents/:id',
    { config: see, schema: { tags, params: IdParams, response: answers(AgentPageSchema, [401, 403, 404]) } },
    (request) => readAgent(database, personOf(request), request.params.id),
  );
  app.get(
    '/api/v1/pairing-codes/:id',
    {
      config: { access: 'agent.pair' },
      schema: { tags, params: IdParams, response: answers(PairingProgressSchema, [401, 403, 404]) },
    },
    (request) => readPairingProgress(database, personOf(request), request.params.id),
  );
  keyRoutes(app, options, secrets);
  askRoutes(app, options);
}

function keyRoutes(app: App, { database }: ApiOptions, secrets: KeySecrets): void {
  app.post(
    '/api/v1/agents/:id/keys',
    {
      config: secretOnce,
      schema: {
        tags,
        params: IdParams,
        body: KeyWishSchema,
        response: answers(KeyMadeSchema, REFUSED),
      },
    },
    (request) =>
      createKey(database, secrets, personOf(request), {
        ...request.body,
        agent: request.params.id,
        address: request.ip,
      }),
  );
  app.post(
    '/api/v1/agents/:id/keys/:key/rotate',
    { config: secretOnce, schema: { ...ofKey, response: answers(KeyMadeSchema, REFUSED) } },
    (request) => rotateKey(database, secrets, personOf(request), changeOf(request)),
  );
  app.post(
    '/api/v1/agents/:id/keys/:key/regenerate',
    { config: secretOnce, schema: { ...ofKey, response: answers(KeyMadeSchema, REFUSED) } },
    (request) => regenerateKey(database, secrets, personOf(request), changeOf(request)),
  );
  app.post(
    '/api/v1/agents/:id/keys/:key/revoke',
    {
      config: { access: 'key.manage', stepUp: true },
      schema: { ...ofKey, response: answers(Type.Object({ id: KeyIdSchema }), REFUSED) },
    },
    (request) => revokeKey(database, secrets, personOf(request), changeOf(request)),
  );
}

/** What is asked of a shop PC from afar, and the bundle that one of these brings. */
function askRoutes(app: App, { database }: ApiOptions): void {
  app.post(
    '/api/v1/agents/:id/commands',
    {
      config: { access: 'agent.command', stepUp: true },
      schema: {
        tags,
        params: IdParams,
        body: CommandWishSchema,
        response: answers(Type.Object({ id: UuidSchema }), REFUSED),
      },
    },
    (request) =>
      makeCommand(database, personOf(request), {
        ...request.body,
        agent: request.params.id,
        address: request.ip,
      }),
  );
  app.get(
    '/api/v1/commands/:id/bundle',
    {
      config: { access: 'agent.command' },
      schema: { tags, params: IdParams, response: answersFile(['application/zip'], [401, 403, 404]) },
    },
    async (request, reply) => {
      const { id } = request.params;
      const bundle = await readBundle(database, personOf(request), id, request.ip);
      return reply
        .type('application/zip')
        .header('content-disposition', `attachment; filename="tillbridge-bundle-${id}.zip"`)
        .send(bundle);
    },
  );
}

function changeOf(request: {
  readonly params: { readonly id: string; readonly key: string };
  readonly ip: string;
}): KeyChange {
  return { agent: request.params.id, key: request.params.key, address: request.ip };
}
