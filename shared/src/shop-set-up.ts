import { type Static, Type } from 'typebox';
import { MINUTES_OF_DAY } from './opening-hours.ts';
import { ShopNamesSchema } from './reads-employees.ts';

/** Shops of one organization, closed ones among them. */
export const SHOPS_MAX = 2_000;

/** By which a business day is told: the clock of the shop, when its day begins, and what it counts in. */
const day = {
  /** An IANA name as the database spells it, `Asia/Bangkok`. */
  timeZone: Type.String({ pattern: '^[A-Za-z0-9_+/-]{1,64}$' }),
  cutOffMinutes: Type.Integer({ minimum: 0, maximum: MINUTES_OF_DAY - 1 }),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
};
export const ShopDaySchema = Type.Object(day, { additionalProperties: false });
export type ShopDay = Static<typeof ShopDaySchema>;

export const ShopCodeSchema = Type.String({ pattern: '^[A-Z0-9]{2,8}$' });
export const NewShopSchema = Type.Object(
  { code: ShopCodeSchema, name: ShopNamesSchema, ...day },
  { additionalProperties: false },
);
export type NewShop = Static<typeof NewShopSchema>;

export const ShopClosingSchema = Type.Object(
  {
    closed: Type.Boolean(),
    /** Whoever closes says that what its machines last told to hold was taken out and counted elsewhere. */
    cashSettled: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type ShopClosing = Static<typeof ShopClosingSchema>;
