import { readLimits, setLimits } from '@tillbridge/core/configuration/set-limits';
import { readShopSettings, renameShop } from '@tillbridge/core/configuration/shop-settings';
import { addEmployee } from '@tillbridge/core/employees/add-employee';
import { changeEmployee, disableEmployee, setPin } from '@tillbridge/core/employees/change-employee';
import { readEmployees } from '@tillbridge/core/employees/read-employees';
import {
  CounterPermissionsSchema,
  EmployeeNameSchema,
  EmployeeNumberSchema,
  LimitsSchema,
  PinSchema,
} from '@tillbridge/shared/configuration';
import { UuidSchema } from '@tillbridge/shared/ids';
import { EmployeePageSchema, ShopNamesSchema, ShopSettingsSchema } from '@tillbridge/shared/reads-employees';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { answers } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';

const ShopParams = Type.Object({ shopId: UuidSchema });
const IdParams = Type.Object({ id: UuidSchema });
const IdAnswer = Type.Object({ id: UuidSchema });
const NewEmployeeBody = Type.Object(
  {
    number: EmployeeNumberSchema,
    name: EmployeeNameSchema,
    permissions: CounterPermissionsSchema,
    pin: Type.Optional(PinSchema),
  },
  { additionalProperties: false },
);
const ChangeBody = Type.Object(
  { name: Type.Optional(EmployeeNameSchema), permissions: Type.Optional(CounterPermissionsSchema) },
  { additionalProperties: false },
);
const PinBody = Type.Object({ pin: PinSchema }, { additionalProperties: false });
const DisabledBody = Type.Object({ disabled: Type.Boolean() }, { additionalProperties: false });

/** Who works at a shop, and what limits hold there; each change is a new version that the shop pulls. */
export async function employeeRoutes(app: App, { database }: ApiOptions): Promise<void> {
  const tags = ['employees'];
  const manage = { access: 'employee.manage' } as const;
  app.get(
    '/api/v1/shops/:shopId/employees',
    {
      config: { access: 'employee.see' },
      schema: { tags, params: ShopParams, response: answers(EmployeePageSchema, [401, 403, 404]) },
    },
    (request) => readEmployees(database, personOf(request), request.params.shopId),
  );
  app.post(
    '/api/v1/shops/:shopId/employees',
    {
      config: manage,
      schema: { tags, params: ShopParams, body: NewEmployeeBody, response: answers(IdAnswer, [401, 403, 404, 409]) },
    },
    (request) => addEmployee(database, personOf(request), { shop: request.params.shopId, ...request.body }, request.ip),
  );
  app.post(
    '/api/v1/employees/:id',
    {
      config: manage,
      schema: { tags, params: IdParams, body: ChangeBody, response: answers(IdAnswer, [401, 403, 404]) },
    },
    (request) => changeEmployee(database, personOf(request), request.params.id, request.body, request.ip),
  );
  app.post(
    '/api/v1/employees/:id/pin',
    { config: manage, schema: { tags, params: IdParams, body: PinBody, response: answers(IdAnswer, [401, 403, 404]) } },
    (request) => setPin(database, personOf(request), request.params.id, request.body.pin, request.ip),
  );
  app.post(
    '/api/v1/employees/:id/disabled',
    {
      config: manage,
      schema: { tags, params: IdParams, body: DisabledBody, response: answers(IdAnswer, [401, 403, 404, 409]) },
    },
    (request) => disableEmployee(database, personOf(request), request.params.id, request.body.disabled, request.ip),
  );
  settingRoutes(app, database);
}

function settingRoutes(app: App, database: ApiOptions['database']): void {
  const tags = ['employees'];
  const configure = { access: 'shop.configure' } as const;
  app.get(
    '/api/v1/shops/:shopId/limits',
    {
      config: { access: 'employee.see' },
      schema: { tags, params: ShopParams, response: answers(LimitsSchema, [401, 403, 404]) },
    },
    (request) => readLimits(database, personOf(request), request.params.shopId),
  );
  app.post(
    '/api/v1/shops/:shopId/limits',
    {
      config: configure,
      schema: { tags, params: ShopParams, body: LimitsSchema, response: answers(LimitsSchema, [401, 403, 404]) },
    },
    (request) => setLimits(database, personOf(request), request.params.shopId, request.body, request.ip),
  );
  app.get(
    '/api/v1/shops/:shopId/settings',
    {
      config: { access: 'employee.see' },
      schema: { tags, params: ShopParams, response: answers(ShopSettingsSchema, [401, 403, 404]) },
    },
    (request) => readShopSettings(database, personOf(request), request.params.shopId),
  );
  app.post(
    '/api/v1/shops/:shopId/names',
    {
      config: configure,
      schema: { tags, params: ShopParams, body: ShopNamesSchema, response: answers(IdAnswer, [401, 403, 404]) },
    },
    (request) => renameShop(database, personOf(request), request.params.shopId, request.body, request.ip),
  );
}
