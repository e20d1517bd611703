import { readAnomalies } from '@tillbridge/core/anomalies/read-anomalies';
import { readAnomaly } from '@tillbridge/core/anomalies/read-anomaly';
import { recordOnAnomaly } from '@tillbridge/core/anomalies/record-on-anomaly';
import { oneOf } from '@tillbridge/shared/cash';
import { UuidSchema } from '@tillbridge/shared/ids';
import {
  ANOMALY_FILTERS,
  ANOMALY_RULES,
  AnomalyDetailSchema,
  AnomalyPageSchema,
  AnomalyWishSchema,
} from '@tillbridge/shared/reads-anomalies';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { answers } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';
import { LIST_QUERY, listWish } from './list-query.ts';

const IdParams = Type.Object({ id: UuidSchema });
const AnomaliesQuery = Type.Object(
  {
    ...LIST_QUERY,
    state: Type.Optional(oneOf(ANOMALY_FILTERS)),
    rule: Type.Optional(oneOf(ANOMALY_RULES)),
    shop: Type.Optional(UuidSchema),
  },
  { additionalProperties: false },
);
const RecordAnswer = Type.Object({ id: UuidSchema });

/** What stands out against others and its own past: questions about people's figures, for those who may see them. */
export async function anomalyRoutes(app: App, { database }: ApiOptions): Promise<void> {
  const tags = ['cases'];
  app.get(
    '/api/v1/anomalies',
    {
      config: { access: 'anomaly.see' },
      schema: { tags, querystring: AnomaliesQuery, response: answers(AnomalyPageSchema, [401, 403]) },
    },
    (request) => {
      const { cursor, limit, ...query } = request.query;
      return readAnomalies(database, personOf(request), { ...query, ...listWish({ cursor, limit }) });
    },
  );
  app.get(
    '/api/v1/anomalies/:id',
    {
      config: { access: 'anomaly.see' },
      schema: { tags, params: IdParams, response: answers(AnomalyDetailSchema, [401, 403, 404]) },
    },
    (request) => readAnomaly(database, personOf(request), request.params.id),
  );
  app.post(
    '/api/v1/anomalies/:id/records',
    {
      config: { access: 'anomaly.resolve' },
      schema: {
        tags,
        params: IdParams,
        body: AnomalyWishSchema,
        response: answers(RecordAnswer, [401, 403, 404, 409]),
      },
    },
    (request) => recordOnAnomaly(database, personOf(request), request.params.id, request.body, request.ip),
  );
}
