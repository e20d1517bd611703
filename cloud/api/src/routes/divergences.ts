import { readDivergences } from '@tillbridge/core/divergences/read-divergences';
import { settleDivergence } from '@tillbridge/core/divergences/settle-divergence';
import { oneOf } from '@tillbridge/shared/cash';
import { UuidSchema } from '@tillbridge/shared/ids';
import { DIVERGENCE_STATES, DivergenceListSchema, SETTLED_CHARACTERS_MAX } from '@tillbridge/shared/reads-divergences';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { answers } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';
import { LIST_QUERY, listWish } from './list-query.ts';

const ListQuery = Type.Object(
  { ...LIST_QUERY, state: Type.Optional(oneOf(DIVERGENCE_STATES)) },
  { additionalProperties: false },
);
const Params = Type.Object({ id: UuidSchema });
const SettleBody = Type.Object(
  { said: Type.String({ minLength: 1, maxLength: SETTLED_CHARACTERS_MAX, pattern: '\\S' }) },
  { additionalProperties: false },
);

/** Where the cloud did not agree with what it took custody of, and what people say of it. */
export async function divergenceRoutes(app: App, { database }: ApiOptions): Promise<void> {
  const tags = ['quarantine'];
  app.get(
    '/api/v1/divergences',
    {
      config: { access: 'quarantine.see' },
      schema: { tags, querystring: ListQuery, response: answers(DivergenceListSchema, [401, 403]) },
    },
    (request) => {
      const { cursor, limit, ...query } = request.query;
      return readDivergences(database, personOf(request), { ...query, ...listWish({ cursor, limit }) });
    },
  );
  app.post(
    '/api/v1/divergences/:id/settle',
    {
      config: { access: 'quarantine.discard', stepUp: true },
      schema: {
        tags,
        params: Params,
        body: SettleBody,
        response: answers(Type.Object({ id: UuidSchema }), [401, 403, 404]),
      },
    },
    (request) => settleDivergence(database, personOf(request), request.params.id, request.body.said, request.ip),
  );
}
