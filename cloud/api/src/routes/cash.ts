import { readCompare } from '@tillbridge/core/cash/read-compare';
import { readMovements } from '@tillbridge/core/cash/read-movements';
import { readPosition } from '@tillbridge/core/cash/read-position';
import { readLevels } from '@tillbridge/core/forecast/read-levels';
import { oneOf } from '@tillbridge/shared/cash';
import { DaySchema, UuidSchema } from '@tillbridge/shared/ids';
import {
  CashPositionSchema,
  COMPARISONS,
  CompareSchema,
  MOVEMENT_GROUPS,
  MovementsSchema,
} from '@tillbridge/shared/reads-cash';
import { CashLevelsSchema } from '@tillbridge/shared/reads-levels';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { answers } from '../answers/answer-schemas.ts';
import { requireDay } from '../input/require-day.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';
import { LIST_QUERY, listWish } from './list-query.ts';

const PositionQuery = Type.Object(
  { ...LIST_QUERY, shop: Type.Optional(UuidSchema), machine: Type.Optional(UuidSchema) },
  { additionalProperties: false },
);
const LevelsQuery = Type.Object({ ...LIST_QUERY, shop: Type.Optional(UuidSchema) }, { additionalProperties: false });
const MovementsQuery = Type.Object(
  {
    from: DaySchema,
    to: DaySchema,
    by: Type.Optional(oneOf(MOVEMENT_GROUPS)),
    shop: Type.Optional(UuidSchema),
    compare: Type.Optional(oneOf(COMPARISONS)),
  },
  { additionalProperties: false },
);
const CompareQuery = Type.Object(
  { from: DaySchema, to: DaySchema, cursor: LIST_QUERY.cursor },
  { additionalProperties: false },
);

/** What lies in the machines and for how long, what moved, and shops side by side. */
export async function cashRoutes(app: App, { database }: ApiOptions): Promise<void> {
  const tags = ['cash'];
  app.get(
    '/api/v1/cash/position',
    {
      config: { access: 'machine.see' },
      schema: { tags, querystring: PositionQuery, response: answers(CashPositionSchema, [401, 403]) },
    },
    (request) => {
      const { cursor, limit, ...query } = request.query;
      return readPosition(database, personOf(request), { ...query, ...listWish({ cursor, limit }) });
    },
  );
  app.get(
    '/api/v1/cash/levels',
    {
      config: { access: 'machine.see' },
      schema: { tags, querystring: LevelsQuery, response: answers(CashLevelsSchema, [401, 403]) },
    },
    (request) => {
      const { cursor, limit, ...query } = request.query;
      return readLevels(database, personOf(request), { ...query, ...listWish({ cursor, limit }) });
    },
  );
  app.get(
    '/api/v1/cash/movements',
    {
      config: { access: 'transaction.see' },
      schema: { tags, querystring: MovementsQuery, response: answers(MovementsSchema, [401, 403]) },
    },
    (request) => {
      const { from, to, by = 'kind', ...query } = request.query;
      requireRangeDays({ from, to });
      return readMovements(database, personOf(request), { ...query, by, range: { from, to } });
    },
  );
  app.get(
    '/api/v1/compare',
    {
      config: { access: 'closing.see' },
      schema: { tags, querystring: CompareQuery, response: answers(CompareSchema, [401, 403]) },
    },
    (request) => {
      const { from, to, cursor } = request.query;
      requireRangeDays({ from, to });
      return readCompare(database, personOf(request), {
        range: { from, to },
        ...(cursor === undefined ? {} : { cursor }),
      });
    },
  );
}

function requireRangeDays({ from, to }: { readonly from: string; readonly to: string }): void {
  requireDay(from, 'from');
  requireDay(to, 'to');
}
