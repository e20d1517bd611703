import { type Static, Type } from 'typebox';
import { AmountSchema, FORMS, oneOf, PiecesSchema } from './cash.ts';
import { Hex32Schema, UuidSchema } from './ids.ts';
import { SHOP_MACHINES_EVER_MAX } from './machine-set-up.ts';
import { AMOUNT_MINOR_MAX } from './money.ts';
import { COUNTER_PERMISSIONS } from './permissions.ts';

export const EMPLOYEES_MAX = 500;
const PAR_LEVELS_MAX = 64;

/** What a person types to say who they are: digits, without meaning. */
export const EmployeeNumberSchema = Type.String({ pattern: '^[0-9]{1,8}$' });
export const EmployeeNameSchema = Type.String({ minLength: 1, maxLength: 60, pattern: '^[^\\p{Cc}\\p{Cs}]+$' });
/** Digits; which ones are too easy is said by `isEasyPin`. */
export const PinSchema = Type.String({ pattern: '^[0-9]{4,8}$' });
export const CounterPermissionsSchema = Type.Array(oneOf(COUNTER_PERMISSIONS), {
  uniqueItems: true,
  maxItems: COUNTER_PERMISSIONS.length,
});

/** A difference up to the first is taken as it is, up to the second with a reason, above it with an approval. */
export const VarianceSchema = Type.Object(
  { automaticMinor: AmountSchema, reasonMinor: AmountSchema },
  { additionalProperties: false },
);
/** What should lie in the machine, by denomination. */
export const ParLevelsSchema = Type.Array(
  Type.Object(
    {
      valueMinor: Type.Integer({ minimum: 1, maximum: AMOUNT_MINOR_MAX }),
      form: oneOf(FORMS),
      low: PiecesSchema,
      par: PiecesSchema,
      high: PiecesSchema,
    },
    { additionalProperties: false },
  ),
  { maxItems: PAR_LEVELS_MAX },
);

/** Limits of one shop, in minor units of its currency. A limit that is absent does not exist. */
export const LimitsSchema = Type.Object(
  {
    /** A payout above this needs the PIN of a second person. */
    payoutWithoutApprovalMinor: Type.Optional(AmountSchema),
    variance: Type.Optional(VarianceSchema),
    parLevels: ParLevelsSchema,
  },
  { additionalProperties: false },
);
export type Limits = Static<typeof LimitsSchema>;
export const NO_LIMITS: Limits = { parLevels: [] };

/** An employee as a shop PC knows one: never a PIN, only what a PIN can be compared with. */
export const ConfiguredEmployeeSchema = Type.Object({
  id: UuidSchema,
  number: EmployeeNumberSchema,
  name: EmployeeNameSchema,
  permissions: CounterPermissionsSchema,
  /** argon2id with a salt of its own, in PHC form; null until a PIN is set. */
  pinVerifier: Type.Union([Type.String({ pattern: '^\\$argon2id\\$', maxLength: 200 }), Type.Null()]),
});
export type ConfiguredEmployee = Static<typeof ConfiguredEmployeeSchema>;

/** Everything that is set in the cloud and holds in the shop, whole: it replaces what was there. */
export const ConfigurationSchema = Type.Object({
  employees: Type.Array(ConfiguredEmployeeSchema, { maxItems: EMPLOYEES_MAX }),
  limits: LimitsSchema,
  /** Machines of the shop that are out of service: they are driven no more. */
  retired: Type.Optional(Type.Array(UuidSchema, { maxItems: SHOP_MACHINES_EVER_MAX })),
});
export type Configuration = Static<typeof ConfigurationSchema>;

/** A configuration's name: after a restore of the cloud the same number can stand for something else. */
export const ConfigurationNameSchema = Type.Object({
  version: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  incarnation: Hex32Schema,
});
export type ConfigurationName = Static<typeof ConfigurationNameSchema>;

/** Answer to an agent that said which configuration it applies; `configuration` is absent when that is the one. */
export const ConfigurationAnswerSchema = Type.Object({
  ...ConfigurationNameSchema.properties,
  configuration: Type.Optional(ConfigurationSchema),
  /** Highest number of this agent's closings in custody, for a journal that has lost its own. */
  lastClosing: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
});
export type ConfigurationAnswer = Static<typeof ConfigurationAnswerSchema>;

const EASY_STEP = [0, 1, -1];

/** A PIN that anybody tries first: one digit repeated, or digits in a row. */
export function isEasyPin(pin: string): boolean {
  const digits = [...pin].map(Number);
  return EASY_STEP.some((step) => digits.every((digit, at) => at === 0 || digit - (digits[at - 1] ?? 0) === step));
}
