import { type Static, Type } from 'typebox';
import { DaySchema } from './ids.ts';
import { DAYS_OF_WEEK } from './opening-hours.ts';

export const LEAD_DAYS_MAX = 14;
/** Bank holidays and the like, some years ahead. */
export const DAYS_WITHOUT_MAX = 60;

/** When cash is brought: so many days after it was ordered, on these weekdays only (0 is Sunday), and never on these days. */
export const DeliverySchema = Type.Object(
  {
    leadDays: Type.Integer({ minimum: 0, maximum: LEAD_DAYS_MAX }),
    /** None: nobody brings any. */
    weekdays: Type.Array(Type.Integer({ minimum: 0, maximum: DAYS_OF_WEEK - 1 }), {
      uniqueItems: true,
      maxItems: DAYS_OF_WEEK,
    }),
    without: Type.Array(DaySchema, { uniqueItems: true, maxItems: DAYS_WITHOUT_MAX }),
  },
  { additionalProperties: false },
);
export type Delivery = Static<typeof DeliverySchema>;
export const DeliveryOrNoneSchema = Type.Union([DeliverySchema, Type.Null()]);
export const DeliveryWishSchema = Type.Object({ delivery: DeliveryOrNoneSchema }, { additionalProperties: false });

/** Where nobody set anything. */
export const USUAL_DELIVERY: Delivery = { leadDays: 2, weekdays: [1, 2, 3, 4, 5], without: [] };

export function deliveryInOrder({ leadDays, weekdays, without }: Delivery): Delivery {
  return { leadDays, weekdays: [...weekdays].sort(), without: [...without].sort() };
}

/** The first of the days without delivery that no calendar has; undefined where all are days. */
export function missingDay({ without }: Delivery): string | undefined {
  return without.find((day) => {
    const ms = Date.parse(day);
    return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day;
  });
}
