import { type Static, Type } from 'typebox';
import { AmountSchema, oneOf } from './cash.ts';
import { type Limits, ParLevelsSchema, VarianceSchema } from './configuration.ts';

/** What a shop either sets itself or follows its organization in. */
export const LIMIT_SETTINGS = [
  'payoutWithoutApprovalMinor',
  'variance',
  'parLevels',
] as const satisfies readonly (keyof Limits)[];
export type LimitSetting = (typeof LIMIT_SETTINGS)[number];
export const LimitSettingsSchema = Type.Array(oneOf(LIMIT_SETTINGS), {
  uniqueItems: true,
  maxItems: LIMIT_SETTINGS.length,
});

/** Only what is named changes; null takes a limit away. */
const wish = {
  payoutWithoutApprovalMinor: Type.Optional(Type.Union([AmountSchema, Type.Null()])),
  variance: Type.Optional(Type.Union([VarianceSchema, Type.Null()])),
  parLevels: Type.Optional(ParLevelsSchema),
};
const LimitsWishSchema = Type.Object(wish, { additionalProperties: false });
export type LimitsWish = Static<typeof LimitsWishSchema>;

/** Defaults of an organization, for its shops of one currency. */
export const OrganizationLimitsWishSchema = Type.Object(
  { currency: Type.String({ pattern: '^[A-Z]{3}$' }), ...wish },
  { additionalProperties: false },
);

/** What a shop sets itself from now on, and in what it goes back to its organization. */
export const OwnLimitsWishSchema = Type.Object(
  { ...wish, follow: Type.Optional(LimitSettingsSchema) },
  { additionalProperties: false },
);
export type OwnLimitsWish = Static<typeof OwnLimitsWishSchema>;

/** What makes no sense in limits, with the path of it; null where all does. */
export function misfitOfLimits({ variance, parLevels }: LimitsWish): { path: string; message: string } | null {
  if (variance != null && variance.reasonMinor < variance.automaticMinor)
    return { path: 'body/variance', message: 'reasonMinor below automaticMinor' };
  const levels = parLevels ?? [];
  const falling = levels.findIndex(({ low, par, high }) => low > par || par > high);
  if (falling >= 0) return { path: `body/parLevels/${falling}`, message: 'low, par and high must rise' };
  const names = levels.map(({ form, valueMinor }) => `${form} ${valueMinor}`);
  const twice = names.findIndex((name, at) => names.indexOf(name) < at);
  return twice < 0 ? null : { path: `body/parLevels/${twice}`, message: 'the denomination has a level already' };
}
