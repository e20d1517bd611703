import { readCollection, readCollections } from '@tillbridge/core/cash/read-collections';
import { recordCustody } from '@tillbridge/core/cash/record-custody';
import { oneOf } from '@tillbridge/shared/cash';
import { UuidSchema } from '@tillbridge/shared/ids';
import {
  CollectionDetailSchema,
  CollectionPageSchema,
  CUSTODY_STATES,
  CustodyWishSchema,
} from '@tillbridge/shared/reads-collections';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { answers } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';
import { LIST_QUERY, listWish } from './list-query.ts';

const IdParams = Type.Object({ id: UuidSchema });
const CollectionsQuery = Type.Object(
  { ...LIST_QUERY, shop: Type.Optional(UuidSchema), state: Type.Optional(oneOf(CUSTODY_STATES)) },
  { additionalProperties: false },
);
const RecordAnswer = Type.Object({ id: UuidSchema });

/** What was taken out of the machines, and its way to the bank. */
export async function collectionRoutes(app: App, { database }: ApiOptions): Promise<void> {
  const tags = ['cash'];
  app.get(
    '/api/v1/collections',
    {
      config: { access: 'transaction.see' },
      schema: { tags, querystring: CollectionsQuery, response: answers(CollectionPageSchema, [401, 403]) },
    },
    (request) => {
      const { cursor, limit, ...query } = request.query;
      return readCollections(database, personOf(request), { ...query, ...listWish({ cursor, limit }) });
    },
  );
  app.get(
    '/api/v1/collections/:id',
    {
      config: { access: 'transaction.see' },
      schema: { tags, params: IdParams, response: answers(CollectionDetailSchema, [401, 403, 404]) },
    },
    (request) => readCollection(database, personOf(request), request.params.id),
  );
  app.post(
    '/api/v1/collections/:id/records',
    {
      config: { access: 'collection.manage' },
      schema: {
        tags,
        params: IdParams,
        body: CustodyWishSchema,
        response: answers(RecordAnswer, [401, 403, 404, 409]),
      },
    },
    (request) => recordCustody(database, personOf(request), request.params.id, request.body, request.ip),
  );
}
