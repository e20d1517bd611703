import { type Static, Type } from 'typebox';
import {
  CASH_KINDS,
  CashLineSchema,
  CurrencySchema,
  MACHINE_STATES,
  OUTCOMES,
  oneOf,
  UnitReadingSchema,
} from './cash.ts';
import { StepSchema } from './fact.ts';
import { DaySchema, InstantSchema, UuidSchema } from './ids.ts';
import { RetiredMachineSchema } from './machine-set-up.ts';
import { MAPPED_NAMES } from './reads-mappings.ts';
import { ReversalSchema } from './reads-reversals.ts';
import { DiskSchema } from './sync.ts';
import { UnitBarsSchema } from './unit-bars.ts';

/** What the cloud's API answers and the dashboard shows. Every figure stands beside the moment it was true. */
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);
const MinorSchema = Type.Integer();

/** Names in both languages; `th` may equal `en`. */
export const NameSchema = Type.Object({ th: Type.String(), en: Type.String() });

/** One currency's four buckets. `stock` contains `dispensable`; the label of a sum names its parts. */
export const PositionSchema = Type.Object({
  currency: CurrencySchema,
  stock: MinorSchema,
  dispensable: MinorSchema,
  box: MinorSchema,
  reject: MinorSchema,
});
export type Position = Static<typeof PositionSchema>;

/**
 * What had been taken and paid since the business day began: one entry for each hour, counted from the cut-off, with the
 * sums by its end, up to the last hour in which something happened; after it they stay. In columns, because an overview of
 * hundreds of shops carries thousands of hours.
 */
export const CurveSchema = Type.Object({
  takingsMinor: Type.Array(MinorSchema),
  payoutsMinor: Type.Array(MinorSchema),
});
export type Curve = Static<typeof CurveSchema>;

export const MachineNowSchema = Type.Object({
  id: UuidSchema,
  name: Type.String(),
  driver: Type.String(),
  serial: Nullable(Type.String()),
  currency: CurrencySchema,
  state: oneOf(MACHINE_STATES),
  stateAt: Nullable(InstantSchema),
  faults: Type.Array(Type.Object({ code: Type.String(), unit: Type.Optional(Type.String()), since: InstantSchema })),
  readAt: Nullable(InstantSchema),
  units: Type.Array(UnitReadingSchema),
});
export type MachineNow = Static<typeof MachineNowSchema>;

/** The same with no more of its units than their bars. */
export const MachineTileSchema = Type.Object({
  ...Type.Omit(MachineNowSchema, ['units']).properties,
  bars: UnitBarsSchema,
});

const SHOP = {
  id: UuidSchema,
  code: Type.String(),
  name: NameSchema,
  timeZone: Type.String(),
  cutOffMinutes: Type.Integer(),
  version: Type.Integer(),
  businessDate: DaySchema,
  /** The cloud provably holds everything the shop recorded up to here. Null: never heard. */
  completeThrough: Nullable(InstantSchema),
  lastHeardAt: Nullable(InstantSchema),
  /** No receipt within the silence limit: figures are old, not zero. */
  silent: Type.Boolean(),
  pending: Type.Integer(),
  positions: Type.Array(PositionSchema),
  positionAt: Nullable(InstantSchema),
  currency: CurrencySchema,
  today: CurveSchema,
  /** The same weekday a week before; empty when nothing happened then, or the shop was not known. */
  lastWeek: CurveSchema,
  takingsMinor: MinorSchema,
  payoutsMinor: MinorSchema,
  transactions: Type.Integer(),
};

/** One shop as it is now: absolute values under a version that only grows. */
export const ShopNowSchema = Type.Object({ ...SHOP, machines: Type.Array(MachineNowSchema) });
export type ShopNow = Static<typeof ShopNowSchema>;

/** The same as the list of all shops shows it: hundreds of them are sent at once. */
export const ShopTileSchema = Type.Object({ ...SHOP, machines: Type.Array(MachineTileSchema) });
export type ShopTile = Static<typeof ShopTileSchema>;

/** What both say, without the machines. */
export type ShopSummary = Omit<ShopTile, 'machines'>;

/**
 * A sentence with its consequence; the screens word it from `code` and `values`:
 * unknown_outcome, retained, unsettled → machine, kind, currency, amountMinor, inMinor, outMinor · owed → the same and owedMinor ·
 * discrepancy → machine, currency, inMinor, outMinor ·
 * unit_* of levels → machine, unit, form, currency, pieces, lowMark, highMark, capacity, and valueMinor where it has one ·
 * unit_fault → machine, fault, and where known unit, role, form, currency, valueMinor · machine_offline, retired_reports → machine · silent → agent, pending · disk_* → agent, freeBytes ·
 * quarantine, quarantine_grows, divergence, divergence_healed → count · declared_lost → agent, facts · epoch_left → agent, ordinal ·
 * closing_variance → number, currency, amountMinor (how far the count was off).
 */
export const NeedSchema = Type.Object({
  code: oneOf([
    'unknown_outcome',
    'owed',
    'retained',
    'unsettled',
    'discrepancy',
    'unit_low',
    'unit_empty',
    'unit_high',
    'unit_full',
    'unit_fault',
    'machine_offline',
    'retired_reports',
    'silent',
    'disk_low',
    'disk_full',
    'disk_stopped',
    'quarantine',
    'quarantine_grows',
    'declared_lost',
    'epoch_left',
    'divergence',
    'divergence_healed',
    'closing_variance',
    'clock_off',
    'backlog',
    'key_waiting',
    'configuration_waiting',
  ]),
  severity: oneOf(['bad', 'warn', 'off']),
  shopId: UuidSchema,
  since: InstantSchema,
  values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Integer()])),
  transactionId: Type.Optional(UuidSchema),
  /** The case behind it, which a count at the shop settles. */
  caseId: Type.Optional(UuidSchema),
});
export type Need = Static<typeof NeedSchema>;

export const TodaySchema = Type.Object({
  organization: Type.Object({ id: UuidSchema, name: NameSchema }),
  asOf: InstantSchema,
  needs: Type.Array(NeedSchema),
  shops: Type.Array(ShopTileSchema),
});
export type Today = Static<typeof TodaySchema>;

export const TransactionRowSchema = Type.Object({
  id: UuidSchema,
  shopId: UuidSchema,
  machineId: UuidSchema,
  kind: oneOf(CASH_KINDS),
  outcome: oneOf(OUTCOMES),
  currency: CurrencySchema,
  amountMinor: MinorSchema,
  inMinor: MinorSchema,
  outMinor: MinorSchema,
  owedMinor: MinorSchema,
  operator: Nullable(Type.String()),
  reference: Nullable(Type.String()),
  businessDate: DaySchema,
  occurredAt: InstantSchema,
  receivedAt: InstantSchema,
  /** Taken back in the books by an entry of its own; the movement stays as it is. */
  reversed: Type.Boolean(),
});
export type TransactionRow = Static<typeof TransactionRowSchema>;

export const TransactionPageSchema = Type.Object({
  rows: Type.Array(TransactionRowSchema),
  /** Opaque; absent on the last page. */
  next: Type.Optional(Type.String()),
});
export type TransactionPage = Static<typeof TransactionPageSchema>;

export const AgentHealthSchema = Type.Object({
  id: UuidSchema,
  name: Type.String(),
  software: Nullable(Type.String()),
  lastReceiptAt: Nullable(InstantSchema),
  completeThrough: Nullable(InstantSchema),
  pending: Type.Integer(),
  oldestPendingMs: Type.Integer(),
  clockOffsetMs: Nullable(Type.Integer()),
  quarantined: Type.Integer(),
  epochs: Type.Integer(),
  /** Null: its agent does not say. */
  disk: Nullable(DiskSchema),
  /** Version of what was set for the shop, and whether this agent said that it applies it. */
  configuration: Type.Object({ desired: Type.Integer({ minimum: 0 }), applied: Type.Boolean() }),
});

export const ShopPageSchema = Type.Object({
  asOf: InstantSchema,
  tile: ShopNowSchema,
  needs: Type.Array(NeedSchema),
  /** Sums of the business day by kind and currency. */
  movements: Type.Array(
    Type.Object({
      kind: oneOf(CASH_KINDS),
      currency: CurrencySchema,
      transactions: Type.Integer(),
      inMinor: MinorSchema,
      outMinor: MinorSchema,
    }),
  ),
  agents: Type.Array(AgentHealthSchema),
  retired: Type.Array(RetiredMachineSchema),
  recent: Type.Array(TransactionRowSchema),
});
export type ShopPage = Static<typeof ShopPageSchema>;

export const TransactionDetailSchema = Type.Object({
  asOf: InstantSchema,
  row: TransactionRowSchema,
  shop: Type.Object({ id: UuidSchema, code: Type.String(), name: NameSchema, timeZone: Type.String() }),
  machine: Type.Object({
    id: UuidSchema,
    name: Type.String(),
    serial: Nullable(Type.String()),
    /** It is out of service by now. */
    retired: Type.Boolean(),
  }),
  lines: Type.Array(CashLineSchema),
  reason: Nullable(Type.String()),
  /** Of a collection: the seal on the bag, and who took it over. */
  seal: Type.Optional(Type.String()),
  receiver: Type.Optional(Type.String()),
  /** Machine and journal steps as the shop recorded them. */
  steps: Type.Array(StepSchema),
  intendedAt: Nullable(InstantSchema),
  fact: Type.Object({
    agent: UuidSchema,
    epoch: Type.String(),
    sequence: Type.Integer(),
    branch: Type.Integer(),
    hash: Type.String(),
    clockOk: Type.Boolean(),
    /** First and last sequence of the batch that brought it. */
    batch: Type.Object({ first: Type.Integer(), last: Type.Integer() }),
  }),
  /** Names that were read otherwise than the line writes them. */
  mapped: Type.Array(Type.Object({ what: oneOf(MAPPED_NAMES), from: Type.String(), to: Type.String() })),
  /** The entry that takes it back, asked for or booked. */
  /** The entry that takes it back, asked for or booked; null while the movement stands. */
  reversal: Nullable(ReversalSchema),
  /** All entries about it but those that were withdrawn, newest first. */
  reversals: Type.Array(ReversalSchema),
});
export type TransactionDetail = Static<typeof TransactionDetailSchema>;

export const MeSchema = Type.Object({
  person: Type.Object({ id: UuidSchema, name: Type.String(), email: Type.String() }),
  organization: Type.Object({ id: UuidSchema, name: NameSchema }),
  role: Type.Object({ key: Type.String(), name: NameSchema }),
  permissions: Type.Array(Type.String()),
  /** The role that is looked through; rights and shops are then what both allow. */
  viewing: Type.Union([NameSchema, Type.Null()]),
  allShops: Type.Boolean(),
  /** Whether there is another organization to go on in. */
  switches: Type.Boolean(),
  /** Those that trade first; closed ones are named for the sake of their history. */
  shops: Type.Array(Type.Object({ id: UuidSchema, code: Type.String(), name: NameSchema, closed: Type.Boolean() })),
});
export type Me = Static<typeof MeSchema>;

/** RFC 9457, plus our code, remedy and request id. */
export const ProblemSchema = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.Optional(Type.String()),
  remedy: Type.String(),
  requestId: Type.String(),
  errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))),
});
export type Problem = Static<typeof ProblemSchema>;
