import { type Static, Type } from 'typebox';
import { AMOUNT_MINOR_MAX } from './money.ts';

/** Closed vocabularies of cash: used in facts, SQL checks, API and screens under the same spelling. */
export const CASH_KINDS = [
  'deposit',
  'sale',
  'change',
  'payout',
  'exchange',
  'refill',
  'collection',
  'adjustment',
  'purchase_payout',
] as const;
export type CashKind = (typeof CASH_KINDS)[number];

/** The only six ways an operation of a machine may end. */
export const OUTCOMES = ['completed', 'cancelled', 'refused', 'partial', 'retained', 'unknown'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Where pieces lie. `dispensable` is a view of stock and therefore never a place of a line. */
export const PLACES = ['stock', 'box', 'reject'] as const;
export type Place = (typeof PLACES)[number];

/** The four figures of a position; never added silently. */
export const BUCKETS = ['stock', 'dispensable', 'box', 'reject'] as const;
export type Bucket = (typeof BUCKETS)[number];

export const FORMS = ['note', 'coin'] as const;
export type Form = (typeof FORMS)[number];

export const DIRECTIONS = ['in', 'out'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const UNIT_ROLES = ['recycle', 'box', 'reject', 'overflow'] as const;
export type UnitRole = (typeof UNIT_ROLES)[number];

export const UNIT_LEVELS = ['empty', 'low', 'ok', 'high', 'full', 'missing', 'unknown'] as const;
export type UnitLevel = (typeof UNIT_LEVELS)[number];

export const ACCURACIES = ['accurate', 'inaccurate', 'unknown'] as const;
export type Accuracy = (typeof ACCURACIES)[number];

/** State of a recycler as people need it, whatever the protocol calls it. */
export const MACHINE_STATES = ['idle', 'busy', 'waiting', 'fault', 'offline', 'unknown'] as const;
export type MachineState = (typeof MACHINE_STATES)[number];

/** One of a closed list of words. */
export const oneOf = <const T extends string[]>(words: readonly [...T]) => Type.Enum<T>(words);

export const PIECES_MAX = 100_000;

export const CurrencySchema = Type.String({ pattern: '^[A-Z]{3}$' });
export const AmountSchema = Type.Integer({ minimum: 0, maximum: AMOUNT_MINOR_MAX });
export const PiecesSchema = Type.Integer({ minimum: 0, maximum: PIECES_MAX });

/** One row of a transaction: so many pieces of one denomination, which way, from or into which place. */
export const CashLineSchema = Type.Object(
  {
    valueMinor: Type.Integer({ minimum: 1, maximum: AMOUNT_MINOR_MAX }),
    form: oneOf(FORMS),
    pieces: Type.Integer({ minimum: 1, maximum: PIECES_MAX }),
    direction: oneOf(DIRECTIONS),
    place: oneOf(PLACES),
    /** Number of the unit as the machine names it; absent where the machine does not say. */
    unit: Type.Optional(Type.String({ minLength: 1, maxLength: 16 })),
  },
  { additionalProperties: false },
);
export type CashLine = Static<typeof CashLineSchema>;

/** So many pieces of one denomination in one place: counted, expected or reported. */
export const HoldingSchema = Type.Object(
  {
    valueMinor: Type.Integer({ minimum: 1, maximum: AMOUNT_MINOR_MAX }),
    form: oneOf(FORMS),
    place: oneOf(PLACES),
    pieces: PiecesSchema,
  },
  { additionalProperties: false },
);
export type Holding = Static<typeof HoldingSchema>;

/** A unit of a recycler as read at one moment: a stacker, a hopper or a box. */
export const UnitReadingSchema = Type.Object(
  {
    unit: Type.String({ minLength: 1, maxLength: 16 }),
    /** Absent for units that hold mixed cash (box, reject). */
    valueMinor: Type.Optional(Type.Integer({ minimum: 1, maximum: AMOUNT_MINOR_MAX })),
    form: oneOf(FORMS),
    role: oneOf(UNIT_ROLES),
    /** Null: the machine does not know. */
    pieces: Type.Union([PiecesSchema, Type.Null()]),
    capacity: Type.Integer({ minimum: 0, maximum: PIECES_MAX }),
    lowMark: PiecesSchema,
    highMark: PiecesSchema,
    level: oneOf(UNIT_LEVELS),
    accuracy: oneOf(ACCURACIES),
    /** Whether this unit pays out at all; how much it can pay now is said by `pieces`. The same for taking in. */
    canDispense: Type.Boolean(),
    canAccept: Type.Boolean(),
    /** What a mixed unit holds, by denomination, as far as known. */
    contents: Type.Optional(
      Type.Array(
        Type.Object(
          {
            valueMinor: Type.Integer({ minimum: 1, maximum: AMOUNT_MINOR_MAX }),
            form: oneOf(FORMS),
            pieces: PiecesSchema,
          },
          { additionalProperties: false },
        ),
        { maxItems: 32 },
      ),
    ),
  },
  { additionalProperties: false },
);
export type UnitReading = Static<typeof UnitReadingSchema>;

/** Sum of lines in one direction, in minor units. */
export function sumLines(lines: readonly CashLine[], direction: Direction): number {
  let sum = 0;
  for (const line of lines) if (line.direction === direction) sum += line.valueMinor * line.pieces;
  return sum;
}
