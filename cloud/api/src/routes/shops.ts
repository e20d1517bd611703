import { addMachine } from '@tillbridge/core/shops/add-machine';
import { addShop } from '@tillbridge/core/shops/add-shop';
import { closeShop } from '@tillbridge/core/shops/close-shop';
import { renameMachine } from '@tillbridge/core/shops/rename-machine';
import { retireMachine } from '@tillbridge/core/shops/retire-machine';
import { setDay } from '@tillbridge/core/shops/set-day';
import { UuidSchema } from '@tillbridge/shared/ids';
import { MachinePlateSchema, MachineRetirementSchema, NewMachineSchema } from '@tillbridge/shared/machine-set-up';
import { NewShopSchema, ShopClosingSchema, ShopDaySchema } from '@tillbridge/shared/shop-set-up';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { answers } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';

const ShopParams = Type.Object({ shopId: UuidSchema });
const MachineParams = Type.Object({ machineId: UuidSchema });
const IdAnswer = Type.Object({ id: UuidSchema });

/** How shops come and go, and their machines. */
export async function shopRoutes(app: App, { database }: ApiOptions): Promise<void> {
  const tags = ['shops'];
  app.post(
    '/api/v1/shops',
    {
      config: { access: 'shop.manage' },
      schema: { tags, body: NewShopSchema, response: answers(IdAnswer, [401, 403, 409]) },
    },
    (request) => addShop(database, personOf(request), request.body, request.ip),
  );
  app.post(
    '/api/v1/shops/:shopId/day',
    {
      config: { access: 'shop.manage' },
      schema: { tags, params: ShopParams, body: ShopDaySchema, response: answers(IdAnswer, [401, 403, 404, 409]) },
    },
    (request) => setDay(database, personOf(request), request.params.shopId, request.body, request.ip),
  );
  app.post(
    '/api/v1/shops/:shopId/closed',
    {
      config: { access: 'shop.manage', stepUp: true },
      schema: { tags, params: ShopParams, body: ShopClosingSchema, response: answers(IdAnswer, [401, 403, 404, 409]) },
    },
    (request) => closeShop(database, personOf(request), request.params.shopId, request.body, request.ip),
  );
  app.post(
    '/api/v1/shops/:shopId/machines',
    {
      config: { access: 'machine.configure' },
      schema: { tags, params: ShopParams, body: NewMachineSchema, response: answers(IdAnswer, [401, 403, 404, 409]) },
    },
    (request) => addMachine(database, personOf(request), request.params.shopId, request.body, request.ip),
  );
  app.post(
    '/api/v1/machines/:machineId/plate',
    {
      config: { access: 'machine.configure' },
      schema: {
        tags,
        params: MachineParams,
        body: MachinePlateSchema,
        response: answers(IdAnswer, [401, 403, 404, 409]),
      },
    },
    (request) => renameMachine(database, personOf(request), request.params.machineId, request.body, request.ip),
  );
  app.post(
    '/api/v1/machines/:machineId/retired',
    {
      config: { access: 'machine.configure', stepUp: true },
      schema: {
        tags,
        params: MachineParams,
        body: MachineRetirementSchema,
        response: answers(IdAnswer, [401, 403, 404, 409, 503]),
      },
    },
    (request) => retireMachine(database, personOf(request), request.params.machineId, request.body, request.ip),
  );
}
