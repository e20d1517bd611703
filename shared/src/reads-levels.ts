import { type Static, Type } from 'typebox';
import { CurrencySchema, FORMS, oneOf, PiecesSchema, UNIT_LEVELS, UNIT_ROLES } from './cash.ts';
import { DeliverySchema } from './delivery.ts';
import { DaySchema, InstantSchema, UuidSchema } from './ids.ts';
import { ShopRefSchema } from './shop-ref.ts';

/** So far ahead is looked; what happens later is not said. */
export const HORIZON_DAYS = 14;
/** Complete business days that the rhythm of a shop is learned from at most, and at least. */
export const LEARNED_DAYS_MAX = 84;
export const LEARNED_DAYS_MIN = 21;
/** The newest days on which the forecast is held against what then happened. */
export const BACKTEST_DAYS = 28;
/** Units that were read longer ago than this are not forecast. */
export const READING_DAYS_MAX = 3;

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);
const Count = Type.Integer({ minimum: 0 });
/** Pieces a day on the average, to a tenth. */
const MeanPieces = Type.Number({ minimum: 0 });

/** When something comes to pass: as likely before as after `likelyAt`; one time in ten before `earliestAt`. Null: not within the horizon. */
export const ComingSchema = Type.Object({ earliestAt: Nullable(InstantSchema), likelyAt: Nullable(InstantSchema) });
export type Coming = Static<typeof ComingSchema>;

/** Why nothing is foreseen of a unit: nobody ever put anything in, the machine does not know its pieces, too little is known yet. */
export const OUTLOOK_STATES = ['known', 'unused', 'unknown_pieces', 'old_reading', 'little_history'] as const;

export const LevelUnitSchema = Type.Object({
  unit: Type.String(),
  form: oneOf(FORMS),
  role: oneOf(UNIT_ROLES),
  valueMinor: Nullable(Type.Integer({ minimum: 1 })),
  pieces: Nullable(Count),
  capacity: Count,
  /** The device's own thresholds. */
  lowMark: Count,
  highMark: Count,
  level: oneOf(UNIT_LEVELS),
  outlook: oneOf(OUTLOOK_STATES),
  /** Null unless the outlook is known; a unit that only takes in never runs empty. */
  empty: Nullable(ComingSchema),
  full: Nullable(ComingSchema),
});
export type LevelUnit = Static<typeof LevelUnitSchema>;

/** One denomination of a machine over all units that pay it out, against what is set for it. */
export const LevelDenominationSchema = Type.Object({
  form: oneOf(FORMS),
  valueMinor: Type.Integer({ minimum: 1 }),
  /** Null where one of its units does not know. */
  pieces: Nullable(Count),
  capacity: Count,
  /** What the shop's settings say; null where they say nothing. */
  set: Nullable(Type.Object({ low: PiecesSchema, par: PiecesSchema, high: PiecesSchema })),
  /** To par at the next delivery, in whole packs; null where nothing is set or the stock is not known. */
  order: Nullable(
    Type.Object({
      /** Likely left when it is brought. */
      leftPieces: Count,
      packPieces: Type.Integer({ minimum: 1 }),
      packs: Count,
      pieces: Count,
      amountMinor: Type.Integer({ minimum: 0 }),
    }),
  ),
  /** Last day to order so that it is brought before it may be empty; null: not within the horizon. */
  orderBy: Nullable(DaySchema),
  /** That day is past. */
  late: Type.Boolean(),
});
export type LevelDenomination = Static<typeof LevelDenominationSchema>;

/** Mean distance between what was foreseen for a day and what happened, in pieces a unit, over the same days and units. */
export const BacktestSchema = Type.Object({
  days: Type.Integer({ minimum: 1 }),
  unitDays: Type.Integer({ minimum: 1 }),
  ours: MeanPieces,
  /** As the same weekday a week before. */
  lastWeek: MeanPieces,
  /** As the mean of all days before. */
  meanDay: MeanPieces,
});
export type Backtest = Static<typeof BacktestSchema>;

export const MachineLevelsSchema = Type.Object({
  shop: ShopRefSchema,
  machine: Type.Object({ id: UuidSchema, name: Type.String() }),
  currency: CurrencySchema,
  readAt: Nullable(InstantSchema),
  /** What the forecast was learned from; null: not learned yet. */
  learned: Nullable(Type.Object({ days: Count, through: Nullable(DaySchema), at: InstantSchema })),
  /** Of the whole shop; null until enough days can be compared. */
  backtest: Nullable(BacktestSchema),
  units: Type.Array(LevelUnitSchema),
  denominations: Type.Array(LevelDenominationSchema),
  /** The earliest of all days to order by, and whether even an order of today comes too late for it. */
  orderBy: Nullable(DaySchema),
  late: Type.Boolean(),
  /** What is set for the shop, or for all of them. */
  delivery: DeliverySchema,
  /** When an order of today is brought; null: nobody brings any. */
  broughtOn: Nullable(DaySchema),
  /** Why it is that day to order by: when that order is brought, and the days after it on which nobody brings any. */
  due: Nullable(Type.Object({ broughtOn: DaySchema, passedOver: Type.Array(DaySchema) })),
  orderMinor: Type.Integer({ minimum: 0 }),
});
export type MachineLevels = Static<typeof MachineLevelsSchema>;

export const CashLevelsSchema = Type.Object({
  asOf: InstantSchema,
  rows: Type.Array(MachineLevelsSchema),
  /** Opaque; absent on the last page. */
  next: Type.Optional(Type.String()),
});
export type CashLevels = Static<typeof CashLevelsSchema>;
