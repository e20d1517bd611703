import { approveDiscard, askDiscard, withdrawDiscard } from '@tillbridge/core/custody/discard';
import { readPipeline } from '@tillbridge/core/custody/read-pipeline';
import { readQuarantine, readQuarantineLine } from '@tillbridge/core/custody/read-quarantine';
import { readSalvage } from '@tillbridge/core/custody/read-salvage';
import { redriveAsPerson } from '@tillbridge/core/people/redrive-as-person';
import { oneOf } from '@tillbridge/shared/cash';
import { HashSchema, Hex32Schema, UuidSchema } from '@tillbridge/shared/ids';
import {
  DISCARD_REASON_CHARACTERS_MAX,
  PipelineSchema,
  QUARANTINE_STATES,
  QuarantineDetailSchema,
  QuarantineKeySchema,
  QuarantineListSchema,
} from '@tillbridge/shared/reads-custody';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { answers, answersFile } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';
import { LIST_QUERY, listWish } from './list-query.ts';

const ListQuery = Type.Object(
  {
    ...LIST_QUERY,
    state: Type.Optional(oneOf(QUARANTINE_STATES)),
    shop: Type.Optional(UuidSchema),
    code: Type.Optional(Type.String({ pattern: '^[a-z]+\\.[a-z-]{1,40}$' })),
  },
  { additionalProperties: false },
);
const LineParams = Type.Object({
  agent: UuidSchema,
  epoch: Hex32Schema,
  sequence: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }),
  hash: HashSchema,
});
const DiscardBody = Type.Object(
  {
    line: QuarantineKeySchema,
    reason: Type.String({ minLength: 1, maxLength: DISCARD_REASON_CHARACTERS_MAX, pattern: '\\S' }),
  },
  { additionalProperties: false },
);
const RedriveAnswer = Type.Union([
  Type.Object({ state: Type.Literal('applied'), branch: Type.Integer() }),
  Type.Object({ state: Type.Literal('pending'), code: Type.String() }),
  Type.Object({ state: Type.Literal('gone') }),
]);
const IdAnswer = Type.Object({ id: UuidSchema });
const SalvageParams = Type.Object({ id: UuidSchema, hash: HashSchema });

/** What did not arrive as it should: a worklist of lines, the streams they came by, and what could not be read at all. */
export async function custodyRoutes(app: App, options: ApiOptions): Promise<void> {
  readRoutes(app, options);
  settleRoutes(app, options);
}

function readRoutes(app: App, { database }: ApiOptions): void {
  const tags = ['quarantine'];
  const see = { access: 'quarantine.see' } as const;
  app.get(
    '/api/v1/quarantine',
    { config: see, schema: { tags, querystring: ListQuery, response: answers(QuarantineListSchema, [401, 403]) } },
    (request) => {
      const { cursor, limit, ...query } = request.query;
      return readQuarantine(database, personOf(request), { ...query, ...listWish({ cursor, limit }) });
    },
  );
  app.get(
    '/api/v1/quarantine/:agent/:epoch/:sequence/:hash',
    { config: see, schema: { tags, params: LineParams, response: answers(QuarantineDetailSchema, [401, 403, 404]) } },
    (request) => {
      const key = { ...request.params, sequence: Number(request.params.sequence) };
      return readQuarantineLine(database, personOf(request), key);
    },
  );
  app.get(
    '/api/v1/pipeline',
    { config: { access: 'agent.see' }, schema: { tags, response: answers(PipelineSchema, [401, 403]) } },
    (request) => readPipeline(database, personOf(request)),
  );
  app.get(
    '/api/v1/agents/:id/salvage/:hash',
    {
      config: see,
      schema: { tags, params: SalvageParams, response: answersFile(['application/octet-stream'], [401, 403, 404]) },
    },
    async (request, reply) => {
      const { id, hash } = request.params;
      const bytes = await readSalvage(database, personOf(request), { agent: id, hash }, request.ip);
      return reply
        .type('application/octet-stream')
        .header('content-disposition', `attachment; filename="salvage-${hash.slice(0, 12)}.bin"`)
        .send(bytes);
    },
  );
}

function settleRoutes(app: App, { database }: ApiOptions): void {
  const tags = ['quarantine'];
  const refusals = [401, 403, 404, 409] as const;
  app.post(
    '/api/v1/quarantine/redrive',
    {
      config: { access: 'quarantine.redrive' },
      schema: { tags, body: QuarantineKeySchema, response: answers(RedriveAnswer, [401, 403, 404]) },
    },
    (request) => redriveAsPerson(database, personOf(request), request.body, request.ip),
  );
  app.post(
    '/api/v1/quarantine/discard',
    {
      config: { access: 'quarantine.discard' },
      schema: { tags, body: DiscardBody, response: answers(IdAnswer, [...refusals]) },
    },
    (request) => askDiscard(database, personOf(request), request.body.line, request.body.reason, request.ip),
  );
  app.post(
    '/api/v1/quarantine/discard/approve',
    {
      config: { access: 'quarantine.discard', stepUp: true },
      schema: { tags, body: QuarantineKeySchema, response: answers(IdAnswer, [...refusals]) },
    },
    (request) => approveDiscard(database, personOf(request), request.body, request.ip),
  );
  app.post(
    '/api/v1/quarantine/discard/withdraw',
    {
      config: { access: 'quarantine.discard' },
      schema: { tags, body: QuarantineKeySchema, response: answers(IdAnswer, [...refusals]) },
    },
    (request) => withdrawDiscard(database, personOf(request), request.body, request.ip),
  );
}
