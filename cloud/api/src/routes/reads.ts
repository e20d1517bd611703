import { readMe } from '@tillbridge/core/reads/read-me';
import { readShop } from '@tillbridge/core/reads/read-shop';
import { readToday } from '@tillbridge/core/reads/read-today';
import { readTransaction } from '@tillbridge/core/reads/read-transaction';
import { readTransactions } from '@tillbridge/core/reads/read-transactions';
import { DaySchema, UuidSchema } from '@tillbridge/shared/ids';
import {
  MeSchema,
  ShopPageSchema,
  TodaySchema,
  TransactionDetailSchema,
  TransactionPageSchema,
} from '@tillbridge/shared/reads';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { answers } from '../answers/answer-schemas.ts';
import { requireDay } from '../input/require-day.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';
import { LIST_QUERY, listWish } from './list-query.ts';

const ShopParams = Type.Object({ shopId: UuidSchema });
const IdParams = Type.Object({ id: UuidSchema });
const ListQuery = Type.Object(
  {
    ...LIST_QUERY,
    day: Type.Optional(DaySchema),
  },
  { additionalProperties: false },
);

/** What the dashboard shows. */
export async function readRoutes(app: App, { database }: ApiOptions): Promise<void> {
  const tags = ['reads'];
  app.get(
    '/api/v1/me',
    { config: { access: 'signed-in' }, schema: { tags, response: answers(MeSchema, [401]) } },
    (request) => readMe(database, personOf(request)),
  );
  app.get(
    '/api/v1/today',
    { config: { access: 'shop.see' }, schema: { tags, response: answers(TodaySchema, [401, 403]) } },
    async (request, reply) =>
      reply.type('application/json; charset=utf-8').send((await readToday(database, personOf(request))).json),
  );
  app.get(
    '/api/v1/shops/:shopId',
    {
      config: { access: 'shop.see' },
      schema: { tags, params: ShopParams, response: answers(ShopPageSchema, [401, 403, 404]) },
    },
    (request) => readShop(database, personOf(request), request.params.shopId),
  );
  app.get(
    '/api/v1/shops/:shopId/transactions',
    {
      config: { access: 'transaction.see' },
      schema: {
        tags,
        params: ShopParams,
        querystring: ListQuery,
        response: answers(TransactionPageSchema, [401, 403, 404]),
      },
    },
    (request) => {
      const { cursor, limit, day } = request.query;
      requireDay(day, 'day');
      return readTransactions(database, personOf(request), {
        shop: request.params.shopId,
        ...listWish({ cursor, limit }),
        ...(day === undefined ? {} : { day }),
      });
    },
  );
  app.get(
    '/api/v1/transactions/:id',
    {
      config: { access: 'transaction.see' },
      schema: { tags, params: IdParams, response: answers(TransactionDetailSchema, [401, 403, 404]) },
    },
    (request) => readTransaction(database, personOf(request), request.params.id),
  );
}
