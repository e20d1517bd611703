import { askReversal } from '@tillbridge/core/reversals/ask-reversal';
import { readReversals } from '@tillbridge/core/reversals/read-reversals';
import { restoreMovement } from '@tillbridge/core/reversals/restore-movement';
import { approveReversal, withdrawReversal } from '@tillbridge/core/reversals/settle-reversal';
import { oneOf } from '@tillbridge/shared/cash';
import { UuidSchema } from '@tillbridge/shared/ids';
import {
  REVERSAL_REASON_CHARACTERS_MAX,
  REVERSAL_STATES,
  ReversalListSchema,
} from '@tillbridge/shared/reads-reversals';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { answers } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';
import { LIST_QUERY, listWish } from './list-query.ts';

const ListQuery = Type.Object(
  { ...LIST_QUERY, shop: Type.Optional(UuidSchema), state: Type.Optional(oneOf(REVERSAL_STATES)) },
  { additionalProperties: false },
);
const reason = Type.String({ minLength: 1, maxLength: REVERSAL_REASON_CHARACTERS_MAX, pattern: '\\S' });
const AskBody = Type.Object({ transaction: UuidSchema, reason }, { additionalProperties: false });
const RestoreBody = Type.Object({ reason }, { additionalProperties: false });
const ReversalParams = Type.Object({ id: UuidSchema });
const IdAnswer = Type.Object({ id: UuidSchema });

/** Movements taken back in the books by an entry beside them: asked for by one person, approved by another. No cash moves. */
export async function reversalRoutes(app: App, { database }: ApiOptions): Promise<void> {
  const tags = ['reversals'];
  const settled = { tags, params: ReversalParams, response: answers(IdAnswer, [401, 403, 404, 409]) };
  app.get(
    '/api/v1/reversals',
    {
      config: { access: 'transaction.see' },
      schema: { tags, querystring: ListQuery, response: answers(ReversalListSchema, [401, 403]) },
    },
    (request) => {
      const { cursor, limit, ...query } = request.query;
      return readReversals(database, personOf(request), { ...query, ...listWish({ cursor, limit }) });
    },
  );
  app.post(
    '/api/v1/reversals',
    {
      config: { access: 'transaction.reverse' },
      schema: { tags, body: AskBody, response: answers(IdAnswer, [401, 403, 404, 409]) },
    },
    (request) => askReversal(database, personOf(request), request.body, request.ip),
  );
  app.post(
    '/api/v1/reversals/:id/reverse',
    { config: { access: 'transaction.reverse' }, schema: { ...settled, body: RestoreBody } },
    (request) =>
      restoreMovement(
        database,
        personOf(request),
        { reversal: request.params.id, reason: request.body.reason },
        request.ip,
      ),
  );
  app.post(
    '/api/v1/reversals/:id/approve',
    { config: { access: 'transaction.reverse', stepUp: true }, schema: settled },
    (request) => approveReversal(database, personOf(request), request.params.id, request.ip),
  );
  app.post(
    '/api/v1/reversals/:id/withdraw',
    { config: { access: 'transaction.reverse' }, schema: settled },
    (request) => withdrawReversal(database, personOf(request), request.params.id, request.ip),
  );
}
