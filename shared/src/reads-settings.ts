import { type Static, Type } from 'typebox';
import { LimitsSchema } from './configuration.ts';
import { DeliveryOrNoneSchema } from './delivery.ts';
import { InstantSchema } from './ids.ts';
import { LimitSettingsSchema } from './limits-wish.ts';
import { HoursOrNoneSchema } from './opening-hours.ts';
import { ShopRefSchema } from './shop-ref.ts';

/** What an organization sets for its shops, and which of the reader's shops set something else. */
export const OrganizationSettingsSchema = Type.Object({
  asOf: InstantSchema,
  /** Null: always open. */
  openingHours: HoursOrNoneSchema,
  /** Null: as is usual. */
  delivery: DeliveryOrNoneSchema,
  /** One for each currency that a shop counts in. */
  limits: Type.Array(Type.Object({ currency: Type.String(), limits: LimitsSchema })),
  shops: Type.Array(
    Type.Object({
      shop: ShopRefSchema,
      currency: Type.String(),
      /** Limits that this shop sets itself. */
      own: LimitSettingsSchema,
      ownHours: Type.Boolean(),
      ownDelivery: Type.Boolean(),
    }),
  ),
});
export type OrganizationSettings = Static<typeof OrganizationSettingsSchema>;
