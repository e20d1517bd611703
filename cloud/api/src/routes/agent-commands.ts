import { answerCommand } from '@tillbridge/core/commands/answer-command';
import { keepBundleChunk } from '@tillbridge/core/commands/keep-bundle';
import { nextCommand } from '@tillbridge/core/commands/next-command';
import {
  BundleChunkSchema,
  BundleHeldSchema,
  COMMAND_WAIT_MS,
  CommandAnswerSchema,
  CommandOutcomeSchema,
} from '@tillbridge/shared/agent-commands';
import { UuidSchema } from '@tillbridge/shared/ids';
import { Type } from 'typebox';
import { agentClaimOf, agentOf } from '../access/access.ts';
import { answers } from '../answers/answer-schemas.ts';
import { holdAgentLines } from '../commands/hold-agent-lines.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';

/** A chunk in base64 and the words around it. */
const CHUNK_BODY_BYTES_MAX = 360_000;
const CommandParams = Type.Object({ id: UuidSchema });
const WaitQuery = Type.Object({ wait: Type.Optional(Type.Literal('yes')) }, { additionalProperties: false });

/** How a shop PC hears what is asked of it, at once also when it is idle, and says what became of it. */
export async function agentCommandRoutes(
  app: App,
  { database, databaseUrl, commandWaitMs = COMMAND_WAIT_MS }: ApiOptions,
): Promise<void> {
  const tags = ['agent'];
  const config = { access: 'agent', scope: 'command.carry-out' } as const;
  const lines = holdAgentLines(app, databaseUrl);
  app.get(
    '/v1/agent/command',
    {
      config: { ...config, readsKeyItself: true },
      schema: { tags, querystring: WaitQuery, response: answers(CommandAnswerSchema, [401, 403]) },
    },
    async (request) => {
      const claim = agentClaimOf(request);
      const line = lines.open(claim.agent, request.query.wait === 'yes' ? commandWaitMs : 0);
      request.raw.on('close', line.close);
      try {
        const answer = await nextCommand(database, claim);
        if (answer.command !== undefined || answer.rotateKey === true || request.query.wait === undefined)
          return answer;
        await line.over;
        // Whatever ended the wait, the key is read again: a revoked one is told so now.
        return await nextCommand(database, claim);
      } finally {
        line.close();
      }
    },
  );
  app.post(
    '/v1/agent/commands/:id/answer',
    {
      config,
      schema: {
        tags,
        params: CommandParams,
        body: CommandOutcomeSchema,
        response: answers(Type.Object({ id: UuidSchema }), [401, 403, 404, 409]),
      },
    },
    (request) => answerCommand(database, agentOf(request), request.params.id, request.body, request.ip),
  );
  app.post(
    '/v1/agent/commands/:id/bundle',
    {
      config,
      bodyLimit: CHUNK_BODY_BYTES_MAX,
      schema: {
        tags,
        params: CommandParams,
        body: BundleChunkSchema,
        response: answers(BundleHeldSchema, [401, 403, 404, 409, 413]),
      },
    },
    (request) => keepBundleChunk(database, agentOf(request), request.params.id, request.body),
  );
}
