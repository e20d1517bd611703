import { readCase } from '@tillbridge/core/cases/read-case';
import { readCases } from '@tillbridge/core/cases/read-cases';
import { recordOnCase } from '@tillbridge/core/cases/record-on-case';
import { oneOf } from '@tillbridge/shared/cash';
import { UuidSchema } from '@tillbridge/shared/ids';
import {
  CASE_FILTERS,
  CASE_MATTERS,
  CaseDetailSchema,
  CasePageSchema,
  CaseWishSchema,
} from '@tillbridge/shared/reads-cases';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { answers } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';
import { LIST_QUERY, listWish } from './list-query.ts';

const IdParams = Type.Object({ id: UuidSchema });
const CasesQuery = Type.Object(
  {
    ...LIST_QUERY,
    state: Type.Optional(oneOf(CASE_FILTERS)),
    about: Type.Optional(oneOf(CASE_MATTERS)),
    shop: Type.Optional(UuidSchema),
  },
  { additionalProperties: false },
);
const RecordAnswer = Type.Object({ id: UuidSchema });

/** What waits for a person. Facts open and settle it; here people only record what they know. */
export async function caseRoutes(app: App, { database }: ApiOptions): Promise<void> {
  const tags = ['cases'];
  app.get(
    '/api/v1/cases',
    {
      config: { access: 'case.see' },
      schema: { tags, querystring: CasesQuery, response: answers(CasePageSchema, [401, 403]) },
    },
    (request) => {
      const { cursor, limit, ...query } = request.query;
      return readCases(database, personOf(request), { ...query, ...listWish({ cursor, limit }) });
    },
  );
  app.get(
    '/api/v1/cases/:id',
    {
      config: { access: 'case.see' },
      schema: { tags, params: IdParams, response: answers(CaseDetailSchema, [401, 403, 404]) },
    },
    (request) => readCase(database, personOf(request), request.params.id),
  );
  app.post(
    '/api/v1/cases/:id/records',
    {
      config: { access: 'case.resolve' },
      schema: {
        tags,
        params: IdParams,
        body: CaseWishSchema,
        response: answers(RecordAnswer, [401, 403, 404, 409]),
      },
    },
    (request) => recordOnCase(database, personOf(request), request.params.id, request.body, request.ip),
  );
}
