import { askMapping } from '@tillbridge/core/custody/ask-mapping';
import { readMappings } from '@tillbridge/core/custody/read-mappings';
import { redriveMapped } from '@tillbridge/core/custody/redrive-mapped';
import { approveMapping, endMapping } from '@tillbridge/core/custody/settle-mapping';
import { oneOf } from '@tillbridge/shared/cash';
import { UuidSchema } from '@tillbridge/shared/ids';
import { QuarantineKeySchema } from '@tillbridge/shared/reads-custody';
import {
  MAPPED_NAMES,
  MAPPING_REASON_CHARACTERS_MAX,
  MAPPING_STATES,
  MappedRedriveSchema,
  MappingListSchema,
  NAME_CHARACTERS_MAX,
} from '@tillbridge/shared/reads-mappings';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { answers } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';
import { LIST_QUERY, listWish } from './list-query.ts';

const ListQuery = Type.Object(
  { ...LIST_QUERY, shop: Type.Optional(UuidSchema), state: Type.Optional(oneOf(MAPPING_STATES)) },
  { additionalProperties: false },
);
const Name = Type.String({ minLength: 1, maxLength: NAME_CHARACTERS_MAX });
const AskBody = Type.Object(
  {
    line: QuarantineKeySchema,
    what: oneOf(MAPPED_NAMES),
    from: Name,
    to: Name,
    reason: Type.String({ minLength: 1, maxLength: MAPPING_REASON_CHARACTERS_MAX, pattern: '\\S' }),
  },
  { additionalProperties: false },
);
const MappingParams = Type.Object({ id: UuidSchema });
const IdAnswer = Type.Object({ id: UuidSchema });

/** What the names stand for that a shop does not know: asked for by one person, approved by another, revocable. */
export async function mappingRoutes(app: App, { database }: ApiOptions): Promise<void> {
  const tags = ['quarantine'];
  const settled = { tags, params: MappingParams, response: answers(IdAnswer, [401, 403, 404, 409]) };
  app.get(
    '/api/v1/quarantine/mappings',
    {
      config: { access: 'quarantine.see' },
      schema: { tags, querystring: ListQuery, response: answers(MappingListSchema, [401, 403]) },
    },
    (request) => {
      const { cursor, limit, ...query } = request.query;
      return readMappings(database, personOf(request), { ...query, ...listWish({ cursor, limit }) });
    },
  );
  app.post(
    '/api/v1/quarantine/mappings',
    {
      config: { access: 'quarantine.map' },
      schema: { tags, body: AskBody, response: answers(IdAnswer, [401, 403, 404, 409]) },
    },
    (request) => askMapping(database, personOf(request), request.body, request.ip),
  );
  app.post(
    '/api/v1/quarantine/mappings/:id/approve',
    { config: { access: 'quarantine.map', stepUp: true }, schema: settled },
    (request) => approveMapping(database, personOf(request), request.params.id, request.ip),
  );
  app.post(
    '/api/v1/quarantine/mappings/:id/end',
    { config: { access: 'quarantine.map' }, schema: settled },
    (request) => endMapping(database, personOf(request), request.params.id, request.ip),
  );
  app.post(
    '/api/v1/quarantine/mappings/:id/redrive',
    {
      config: { access: 'quarantine.redrive' },
      schema: { tags, params: MappingParams, response: answers(MappedRedriveSchema, [401, 403, 404, 409]) },
    },
    (request) => redriveMapped(database, personOf(request), request.params.id, request.ip),
  );
}
