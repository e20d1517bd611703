import { readOpenShifts } from '@tillbridge/core/cash/read-open-shifts';
import { readClosing, readClosings, readShopClosings } from '@tillbridge/core/reads/read-closings';
import { oneOf } from '@tillbridge/shared/cash';
import { UuidSchema } from '@tillbridge/shared/ids';
import { ClosingDetailSchema, ClosingPageSchema, OpenShiftsSchema } from '@tillbridge/shared/reads-closings';
import { TIERS } from '@tillbridge/shared/shift';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { answers } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';
import { LIST_QUERY, listWish } from './list-query.ts';

const ShopParams = Type.Object({ shopId: UuidSchema });
const IdParams = Type.Object({ id: UuidSchema });
const ofTier = { ...LIST_QUERY, tier: Type.Optional(oneOf(TIERS)) };
const ClosingsQuery = Type.Object({ ...ofTier, shop: Type.Optional(UuidSchema) }, { additionalProperties: false });
const ShopClosingsQuery = Type.Object(ofTier, { additionalProperties: false });

/** Shifts under way and their numbered ends. */
export async function closingRoutes(app: App, { database }: ApiOptions): Promise<void> {
  const tags = ['cash'];
  const config = { access: 'closing.see' } as const;
  app.get(
    '/api/v1/closings',
    { config, schema: { tags, querystring: ClosingsQuery, response: answers(ClosingPageSchema, [401, 403]) } },
    (request) => {
      const { cursor, limit, ...query } = request.query;
      return readClosings(database, personOf(request), { ...query, ...listWish({ cursor, limit }) });
    },
  );
  app.get(
    '/api/v1/shops/:shopId/closings',
    {
      config,
      schema: {
        tags,
        params: ShopParams,
        querystring: ShopClosingsQuery,
        response: answers(ClosingPageSchema, [401, 403, 404]),
      },
    },
    (request) => {
      const { cursor, limit, ...query } = request.query;
      const wish = { ...query, ...listWish({ cursor, limit }), shop: request.params.shopId };
      return readShopClosings(database, personOf(request), wish);
    },
  );
  app.get(
    '/api/v1/closings/:id',
    { config, schema: { tags, params: IdParams, response: answers(ClosingDetailSchema, [401, 403, 404]) } },
    (request) => readClosing(database, personOf(request), request.params.id),
  );
  app.get(
    '/api/v1/shops/:shopId/shift',
    { config, schema: { tags, params: ShopParams, response: answers(OpenShiftsSchema, [401, 403, 404]) } },
    (request) => readOpenShifts(database, personOf(request), request.params.shopId),
  );
}
