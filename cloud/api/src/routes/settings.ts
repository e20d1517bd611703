import { readOrganizationSettings } from '@tillbridge/core/configuration/read-organization-settings';
import { setOrganizationDelivery, setShopDelivery } from '@tillbridge/core/configuration/set-delivery';
import { setOwnLimits } from '@tillbridge/core/configuration/set-limits';
import { setOrganizationHours, setShopHours } from '@tillbridge/core/configuration/set-opening-hours';
import { setOrganizationLimits } from '@tillbridge/core/configuration/set-organization-limits';
import { LimitsSchema } from '@tillbridge/shared/configuration';
import { DeliveryWishSchema } from '@tillbridge/shared/delivery';
import { UuidSchema } from '@tillbridge/shared/ids';
import { OrganizationLimitsWishSchema, OwnLimitsWishSchema } from '@tillbridge/shared/limits-wish';
import { OpeningHoursWishSchema } from '@tillbridge/shared/opening-hours';
import { OrganizationSettingsSchema } from '@tillbridge/shared/reads-settings';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { answers } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';

const ShopParams = Type.Object({ shopId: UuidSchema });
const tags = ['settings'];

/** What an organization sets for its shops, and what a shop sets instead. */
export async function settingRoutes(app: App, { database }: ApiOptions): Promise<void> {
  app.get(
    '/api/v1/organization/settings',
    {
      config: { access: 'employee.see' },
      schema: { tags, response: answers(OrganizationSettingsSchema, [401, 403]) },
    },
    (request) => readOrganizationSettings(database, personOf(request)),
  );
  app.post(
    '/api/v1/organization/limits',
    {
      config: { access: 'shop.manage' },
      schema: { tags, body: OrganizationLimitsWishSchema, response: answers(LimitsSchema, [401, 403]) },
    },
    (request) => setOrganizationLimits(database, personOf(request), request.body, request.ip),
  );
  app.post(
    '/api/v1/organization/opening-hours',
    {
      config: { access: 'shop.manage' },
      schema: { tags, body: OpeningHoursWishSchema, response: answers(OpeningHoursWishSchema, [401, 403]) },
    },
    (request) => setOrganizationHours(database, personOf(request), request.body.openingHours, request.ip),
  );
  app.post(
    '/api/v1/organization/delivery',
    {
      config: { access: 'shop.manage' },
      schema: { tags, body: DeliveryWishSchema, response: answers(DeliveryWishSchema, [401, 403]) },
    },
    (request) => setOrganizationDelivery(database, personOf(request), request.body.delivery, request.ip),
  );
  app.post(
    '/api/v1/shops/:shopId/limits/own',
    {
      config: { access: 'shop.configure' },
      schema: { tags, params: ShopParams, body: OwnLimitsWishSchema, response: answers(LimitsSchema, [401, 403, 404]) },
    },
    (request) => setOwnLimits(database, personOf(request), request.params.shopId, request.body, request.ip),
  );
  app.post(
    '/api/v1/shops/:shopId/opening-hours',
    {
      config: { access: 'shop.configure' },
      schema: {
        tags,
        params: ShopParams,
        body: OpeningHoursWishSchema,
        response: answers(OpeningHoursWishSchema, [401, 403, 404]),
      },
    },
    (request) =>
      setShopHours(database, personOf(request), request.params.shopId, request.body.openingHours, request.ip),
  );
  app.post(
    '/api/v1/shops/:shopId/delivery',
    {
      config: { access: 'shop.configure' },
      schema: {
        tags,
        params: ShopParams,
        body: DeliveryWishSchema,
        response: answers(DeliveryWishSchema, [401, 403, 404]),
      },
    },
    (request) => setShopDelivery(database, personOf(request), request.params.shopId, request.body.delivery, request.ip),
  );
}
