import { type Static, Type } from 'typebox';
import { CurrencySchema, oneOf } from './cash.ts';
import { DaySchema, InstantSchema, UuidSchema } from './ids.ts';
import { MachineRefSchema } from './machine-ref.ts';
import { ClosingLineSchema, ClosingSumSchema, KindSumSchema, OPENING_SOURCES, TIERS } from './shift.ts';
import { ShopRefSchema } from './shop-ref.ts';

const TextOrNull = Type.Union([Type.String(), Type.Null()]);

export const ClosingRowSchema = Type.Object({
  shift: UuidSchema,
  agent: UuidSchema,
  shop: ShopRefSchema,
  number: Type.Integer({ minimum: 1 }),
  /** Whether this agent's closing of the number before is not in custody. */
  gapBefore: Type.Boolean(),
  /** Whether the same agent used this number more than once, in another epoch. */
  numberTwice: Type.Boolean(),
  businessDate: DaySchema,
  openedAt: InstantSchema,
  closedAt: InstantSchema,
  openedBy: Type.String(),
  closedBy: Type.String(),
  source: oneOf(OPENING_SOURCES),
  counts: Type.Integer({ minimum: 1 }),
  blind: Type.Boolean(),
  tier: oneOf(TIERS),
  settled: Type.Boolean(),
  reason: TextOrNull,
  approvedBy: TextOrNull,
  sums: Type.Array(ClosingSumSchema),
  kinds: Type.Array(KindSumSchema),
  unsettled: Type.Array(UuidSchema),
});
export type ClosingRow = Static<typeof ClosingRowSchema>;

export const ClosingPageSchema = Type.Object({
  asOf: InstantSchema,
  rows: Type.Array(ClosingRowSchema),
  next: Type.Optional(Type.String()),
});
export type ClosingPage = Static<typeof ClosingPageSchema>;

export const ClosingDetailSchema = Type.Object({
  asOf: InstantSchema,
  row: ClosingRowSchema,
  lines: Type.Array(ClosingLineSchema),
  /** Of the lines, by name. */
  machines: Type.Array(Type.Object({ ...MachineRefSchema.properties, currency: CurrencySchema })),
  adjustments: Type.Array(
    Type.Object({
      /** `reversed`: an entry of the cloud took a movement of this shift back; `restored`: another one took that entry back. */
      what: oneOf(['late', 'approved', 'reversed', 'restored']),
      occurredAt: InstantSchema,
      businessDate: DaySchema,
      by: TextOrNull,
      reason: TextOrNull,
      operation: Type.Union([UuidSchema, Type.Null()]),
      currency: TextOrNull,
      inMinor: Type.Integer({ minimum: 0 }),
      outMinor: Type.Integer({ minimum: 0 }),
    }),
  ),
});
export type ClosingDetail = Static<typeof ClosingDetailSchema>;

/** A shift that is under way, with what the cloud holds of it: an X, which closes nothing. */
export const OpenShiftSchema = Type.Object({
  shift: UuidSchema,
  agent: UuidSchema,
  openedAt: InstantSchema,
  openedBy: Type.String(),
  source: oneOf(OPENING_SOURCES),
  /** How often it was counted so far. */
  counts: Type.Integer({ minimum: 0 }),
  countedAt: Type.Union([InstantSchema, Type.Null()]),
  /** What its agent recorded up to here is in these figures. */
  completeThrough: Type.Union([InstantSchema, Type.Null()]),
  sums: Type.Array(
    Type.Object({
      currency: CurrencySchema,
      openingMinor: Type.Integer({ minimum: 0 }),
      inMinor: Type.Integer({ minimum: 0 }),
      outMinor: Type.Integer({ minimum: 0 }),
      expectedMinor: Type.Integer(),
    }),
  ),
  kinds: Type.Array(KindSumSchema),
});
export const OpenShiftsSchema = Type.Object({ asOf: InstantSchema, shifts: Type.Array(OpenShiftSchema) });
export type OpenShifts = Static<typeof OpenShiftsSchema>;
