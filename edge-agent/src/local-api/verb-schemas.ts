import { HoldingSchema, oneOf, PiecesSchema } from '@tillbridge/shared/cash';
import { FACT_LINES_MAX, NOTE_CHARACTERS_MAX } from '@tillbridge/shared/fact';
import { UuidSchema } from '@tillbridge/shared/ids';
import { type Static, Type } from 'typebox';
import { OBJECTIVES } from '../planner/objectives.ts';
import { AmountSchema, AskedSchema, COUNTER_AMOUNT_MINOR_MAX, NoteSchema, TimeoutSchema } from './schemas.ts';

const { amountMinor: _, ...WhoSchema } = AskedSchema;
const FloatSchema = Type.Integer({ minimum: 0, maximum: COUNTER_AMOUNT_MINOR_MAX });
const SealSchema = NoteSchema(40);
const closed = { additionalProperties: false };
const WISHED_MAX = 32;

/** Without an amount it goes on until `finish`. */
export const DepositSchema = Type.Object(
  { ...WhoSchema, amountMinor: Type.Optional(AmountSchema), timeoutMs: TimeoutSchema },
  closed,
);
const WishedSchema = Type.Array(
  Type.Object({ valueMinor: AmountSchema, pieces: Type.Integer({ minimum: 1, maximum: 10_000 }) }, closed),
  { minItems: 1, maxItems: WISHED_MAX },
);
/** `want`: these very pieces; else pieces of at most `largestMinor`, else pieces smaller than the amount. */
export const ExchangeSchema = Type.Object(
  {
    ...AskedSchema,
    timeoutMs: TimeoutSchema,
    largestMinor: Type.Optional(AmountSchema),
    want: Type.Optional(WishedSchema),
  },
  closed,
);
/** `declaredMinor`: what the person says to have loaded. */
export const RefillSchema = Type.Object({ ...WhoSchema, declaredMinor: Type.Optional(AmountSchema) }, closed);
export const CollectionSchema = Type.Object(
  { ...WhoSchema, seal: SealSchema, receiver: Type.Optional(NoteSchema(80)) },
  closed,
);
export const EmptyingSchema = Type.Object(
  {
    ...WhoSchema,
    seal: Type.Optional(SealSchema),
    receiver: Type.Optional(NoteSchema(80)),
    floatMinor: Type.Optional(FloatSchema),
  },
  closed,
);
export const RecountSchema = Type.Object(
  {
    machine: Type.Optional(UuidSchema),
    case: Type.Optional(UuidSchema),
    operator: WhoSchema.operator,
    note: Type.Optional(NoteSchema(NOTE_CHARACTERS_MAX)),
    counted: Type.Array(Type.Object({ ...HoldingSchema.properties, pieces: PiecesSchema }, closed), {
      minItems: 1,
      maxItems: FACT_LINES_MAX,
    }),
  },
  closed,
);
export const PlanSchema = Type.Object(
  {
    machine: Type.Optional(UuidSchema),
    plan: oneOf(['payout', 'exchange', 'float']),
    amountMinor: Type.Optional(AmountSchema),
    floatMinor: Type.Optional(FloatSchema),
    objective: Type.Optional(oneOf(OBJECTIVES)),
    largestMinor: Type.Optional(AmountSchema),
  },
  closed,
);
export const AtMachineSchema = Type.Object({ machine: Type.Optional(UuidSchema) }, closed);

/** Somebody has cleared the path; answers how many cases of the machine wait for a count afterwards. */
export const ResetSchema = Type.Object({ machine: Type.Optional(UuidSchema), operator: WhoSchema.operator }, closed);

export type DepositBody = Static<typeof DepositSchema>;
export type ExchangeBody = Static<typeof ExchangeSchema>;
export type RefillBody = Static<typeof RefillSchema>;
export type CollectionBody = Static<typeof CollectionSchema>;
export type EmptyingBody = Static<typeof EmptyingSchema>;
export type ResetBody = Static<typeof ResetSchema>;
export type RecountBody = Static<typeof RecountSchema>;
export type PlanBody = Static<typeof PlanSchema>;
export type AtMachine = Static<typeof AtMachineSchema>;
