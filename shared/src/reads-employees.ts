import { type Static, Type } from 'typebox';
import { CounterPermissionsSchema, LimitsSchema } from './configuration.ts';
import { DeliveryOrNoneSchema } from './delivery.ts';
import { InstantSchema, UuidSchema } from './ids.ts';
import { LimitSettingsSchema } from './limits-wish.ts';
import { HoursOrNoneSchema } from './opening-hours.ts';
import { ShopRefSchema } from './shop-ref.ts';

const OrNull = <S extends typeof InstantSchema>(schema: S) => Type.Union([schema, Type.Null()]);

/** How far a shop follows what is set for it. */
const following = {
  /** Version of the configuration that the shop should apply; 0 before anything was set. */
  desiredVersion: Type.Integer({ minimum: 0 }),
  changedAt: OrNull(InstantSchema),
  applied: Type.Array(
    Type.Object({
      agent: UuidSchema,
      name: Type.String(),
      version: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
      /** When the agent first said that it applies this version. */
      appliedAt: OrNull(InstantSchema),
    }),
  ),
};
const FollowingSchema = Type.Object(following);
export type Following = Static<typeof FollowingSchema>;

/** The employees of one shop, and how far its agents follow. */
export const EmployeePageSchema = Type.Object({
  asOf: InstantSchema,
  shop: ShopRefSchema,
  ...following,
  rows: Type.Array(
    Type.Object({
      id: UuidSchema,
      number: Type.String(),
      name: Type.String(),
      permissions: CounterPermissionsSchema,
      pinSetAt: OrNull(InstantSchema),
      disabledAt: OrNull(InstantSchema),
    }),
  ),
});
export type EmployeePage = Static<typeof EmployeePageSchema>;

/** What is set for one shop, and how far its agents follow. */
export const ShopSettingsSchema = Type.Object({
  asOf: InstantSchema,
  shop: ShopRefSchema,
  currency: Type.String(),
  /** A business day begins this many minutes after midnight. */
  cutOffMinutes: Type.Integer({ minimum: 0 }),
  /** A PC was paired: zone, cut-off and currency stay, because facts carry business dates that were made with them. */
  dayFixed: Type.Boolean(),
  closedAt: OrNull(InstantSchema),
  ...following,
  /** What holds there. */
  limits: LimitsSchema,
  /** What of it the shop sets itself; the rest is its organization's. */
  own: LimitSettingsSchema,
  /** Of the shop itself; null: those of its organization. */
  openingHours: HoursOrNoneSchema,
  /** When cash is brought there; null: as the organization says. */
  delivery: DeliveryOrNoneSchema,
  organization: Type.Object({
    limits: LimitsSchema,
    openingHours: HoursOrNoneSchema,
    delivery: DeliveryOrNoneSchema,
  }),
});
export type ShopSettings = Static<typeof ShopSettingsSchema>;

const ShopNameSchema = Type.String({
  minLength: 1,
  maxLength: 120,
  pattern: '^[^\\s\\p{Cc}\\p{Cs}]([^\\p{Cc}\\p{Cs}]*[^\\s\\p{Cc}\\p{Cs}])?$',
});
export const ShopNamesSchema = Type.Object({ th: ShopNameSchema, en: ShopNameSchema }, { additionalProperties: false });
export type ShopNames = Static<typeof ShopNamesSchema>;
