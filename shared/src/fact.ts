import { type Static, Type } from 'typebox';
import {
  AmountSchema,
  CASH_KINDS,
  CashLineSchema,
  CurrencySchema,
  HoldingSchema,
  MACHINE_STATES,
  OUTCOMES,
  oneOf,
  UnitReadingSchema,
} from './cash.ts';
import { DaySchema, HashSchema, Hex32Schema, InstantSchema, UuidSchema } from './ids.ts';
import { ShiftAdjustedSchema, ShiftClosedSchema, ShiftCountedSchema, ShiftOpenedSchema } from './shift.ts';

/** Longest line (canonical bytes of one fact) a journal writes and the cloud accepts. */
export const FACT_BYTES_MAX = 65_536;
export const FACT_LINES_MAX = 64;
export const FACT_UNITS_MAX = 64;
export const FACT_STEPS_MAX = 64;
export const FACT_CASES_MAX = 64;
export const NOTE_CHARACTERS_MAX = 400;
const text = (max: number) => Type.String({ minLength: 1, maxLength: max });

/** A moment on the way of an operation, for the timeline of its page. `code` is a word the screens translate. */
export const StepSchema = Type.Object(
  { at: InstantSchema, where: oneOf(['machine', 'journal']), code: text(48), detail: Type.Optional(text(200)) },
  { additionalProperties: false },
);
export type Step = Static<typeof StepSchema>;

/** All units of a machine as read at one moment: absolute, never a difference. */
export const InventorySchema = Type.Object(
  { readAt: InstantSchema, units: Type.Array(UnitReadingSchema, { maxItems: FACT_UNITS_MAX }) },
  { additionalProperties: false },
);
export type Inventory = Static<typeof InventorySchema>;

/** Who asked for a movement and for what; written with the intent, so that a killed operation keeps them. */
const DETAILS = {
  operator: Type.Optional(text(80)),
  /** The second person who approved it, where the shop's limit took one. */
  approvedBy: Type.Optional(text(80)),
  reference: Type.Optional(text(64)),
  /** Number of the seal on the bag of a collection. */
  seal: Type.Optional(text(40)),
  /** Who took over what was collected. */
  receiver: Type.Optional(text(80)),
};

/** Something is about to move: written before the first byte goes out. */
export const OperationIntendedSchema = Type.Object(
  {
    machine: UuidSchema,
    operation: UuidSchema,
    kind: oneOf(CASH_KINDS),
    currency: CurrencySchema,
    amountMinor: AmountSchema,
    ...DETAILS,
  },
  { additionalProperties: false },
);

/** How an operation ended, with every piece that moved, and what the machine held afterwards. */
export const CashTransactionSchema = Type.Object(
  {
    machine: UuidSchema,
    operation: UuidSchema,
    kind: oneOf(CASH_KINDS),
    outcome: oneOf(OUTCOMES),
    currency: CurrencySchema,
    /** What was asked: the price of a sale, the sum of a payout. */
    amountMinor: AmountSchema,
    inMinor: AmountSchema,
    outMinor: AmountSchema,
    /** What the customer should still get; above zero only for `partial`. */
    owedMinor: AmountSchema,
    lines: Type.Array(CashLineSchema, { maxItems: FACT_LINES_MAX }),
    /** Why it did not complete: a code of the faults table. */
    reason: Type.Optional(text(64)),
    ...DETAILS,
    /** What the machine calls this movement; makes device keys unique where the device gives one. */
    device: Type.Optional(
      Type.Object(
        { serial: text(32), generation: Type.Integer({ minimum: 0 }), transaction: text(32) },
        { additionalProperties: false },
      ),
    ),
    steps: Type.Array(StepSchema, { maxItems: FACT_STEPS_MAX }),
    inventory: Type.Optional(InventorySchema),
  },
  { additionalProperties: false },
);
export type CashTransactionBody = Static<typeof CashTransactionSchema>;

/** What the machine holds, read outside an operation (start, replug, heartbeat, recount). */
export const MachineInventorySchema = Type.Object(
  {
    machine: UuidSchema,
    inventory: InventorySchema,
    /** What our books hold more (in) or less (out) than the machine reports, since a person counted; absent: nothing. */
    standing: Type.Optional(Type.Array(CashLineSchema, { maxItems: FACT_LINES_MAX })),
  },
  { additionalProperties: false },
);

/**
 * A person counted a machine. The three figures stand side by side and none replaces another; what the count changes in
 * our books is the adjustment of the same operation.
 */
export const CashRecountSchema = Type.Object(
  {
    machine: UuidSchema,
    operation: UuidSchema,
    currency: CurrencySchema,
    /** Operations and discrepancies that this count settles. */
    cases: Type.Array(UuidSchema, { maxItems: FACT_CASES_MAX }),
    counted: Type.Array(HoldingSchema, { maxItems: FACT_LINES_MAX }),
    expected: Type.Array(HoldingSchema, { maxItems: FACT_LINES_MAX }),
    reported: Type.Array(HoldingSchema, { maxItems: FACT_LINES_MAX }),
    operator: Type.Optional(text(80)),
    note: Type.Optional(text(NOTE_CHARACTERS_MAX)),
  },
  { additionalProperties: false },
);

/** State of a machine changed, or a fault of it was raised or cleared. `faults` is the whole list that holds now. */
export const MachineStateSchema = Type.Object(
  {
    machine: UuidSchema,
    state: oneOf(MACHINE_STATES),
    faults: Type.Array(
      Type.Object(
        { code: text(64), unit: Type.Optional(text(16)), since: InstantSchema },
        { additionalProperties: false },
      ),
      { maxItems: 32 },
    ),
    serial: Type.Optional(text(32)),
  },
  { additionalProperties: false },
);

/** The agent itself: it started, its clock jumped, its journal was replaced, a movement of stock nobody recorded was found, a person reset a machine. */
export const AgentEventSchema = Type.Object(
  {
    code: oneOf(['started', 'clock_jumped', 'epoch_left', 'disk_full', 'disk_ok', 'stock_gap', 'machine_reset']),
    detail: Type.Optional(text(400)),
    software: Type.Optional(text(32)),
    /** For `disk_full` and `disk_ok`: when the disk became full, which may be long before the fact fitted. */
    since: Type.Optional(InstantSchema),
    machine: Type.Optional(UuidSchema),
    /** For `stock_gap`: names the case that a person settles by counting. */
    case: Type.Optional(UuidSchema),
    /** For `stock_gap`: the denominations that differ, as lines of the unexplained movement. */
    lines: Type.Optional(Type.Array(CashLineSchema, { maxItems: FACT_LINES_MAX })),
    currency: Type.Optional(CurrencySchema),
    /** For `machine_reset`: who did it. */
    operator: Type.Optional(text(80)),
  },
  { additionalProperties: false },
);

export const FACT_BODIES = {
  'operation.intended': OperationIntendedSchema,
  'cash.transaction': CashTransactionSchema,
  'cash.recount': CashRecountSchema,
  'machine.inventory': MachineInventorySchema,
  'machine.state': MachineStateSchema,
  'agent.event': AgentEventSchema,
  'shift.opened': ShiftOpenedSchema,
  'shift.counted': ShiftCountedSchema,
  'shift.closed': ShiftClosedSchema,
  'shift.adjusted': ShiftAdjustedSchema,
} as const;
export type FactKind = keyof typeof FACT_BODIES;
export const FACT_KINDS = Object.keys(FACT_BODIES) as readonly FactKind[];
export type FactBody<K extends FactKind = FactKind> = Static<(typeof FACT_BODIES)[K]>;

/** What every fact carries around its body. Stored as RFC 8785 bytes, once, and resent verbatim for ever. */
export const FactEnvelopeSchema = Type.Object(
  {
    v: Type.Literal(1),
    agent: UuidSchema,
    epoch: Hex32Schema,
    sequence: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    id: UuidSchema,
    kind: oneOf(FACT_KINDS),
    occurredAt: InstantSchema,
    businessDate: DaySchema,
    /** Monotonic clock: a random name of this boot, and milliseconds since it. */
    mono: Type.Object({ boot: Hex32Schema, ms: Type.Integer({ minimum: 0 }) }, { additionalProperties: false }),
    /** False when the wall clock is known to be wrong (jump, or more than two minutes from the cloud). */
    clockOk: Type.Boolean(),
    body: Type.Unknown(),
    prev: HashSchema,
  },
  { additionalProperties: false },
);
export type FactEnvelope = Static<typeof FactEnvelopeSchema>;
export type Fact<K extends FactKind = FactKind> = Omit<FactEnvelope, 'kind' | 'body'> & { kind: K; body: FactBody<K> };

/** Shown at open and hashed as the `prev` of sequence 1. Stored verbatim on both sides. */
export const EpochHeaderSchema = Type.Object(
  {
    v: Type.Literal(1),
    agent: UuidSchema,
    epoch: Hex32Schema,
    installId: Hex32Schema,
    start: Type.Integer({ minimum: 1 }),
    reason: oneOf([
      'first',
      'missing',
      'damaged',
      'witness',
      'edited',
      'rolled_back',
      'fork',
      'superseded',
      'other_install',
    ]),
    parent: Type.Union([
      Type.Object(
        { epoch: Hex32Schema, sequence: Type.Integer({ minimum: 0 }), hash: HashSchema },
        { additionalProperties: false },
      ),
      Type.Null(),
    ]),
  },
  { additionalProperties: false },
);
export type EpochHeader = Static<typeof EpochHeaderSchema>;
