import { type Static, Type } from 'typebox';
import { FORMS, oneOf, UNIT_LEVELS } from './cash.ts';

/** Units that pay out and take in one denomination, as their bars in a list of shops show them. In columns, as a curve is. */
export const UnitBarsSchema = Type.Object({
  unit: Type.Array(Type.String()),
  valueMinor: Type.Array(Type.Integer()),
  form: Type.Array(oneOf(FORMS)),
  /** Null: the machine does not know. */
  pieces: Type.Array(Type.Union([Type.Integer(), Type.Null()])),
  capacity: Type.Array(Type.Integer()),
  level: Type.Array(oneOf(UNIT_LEVELS)),
});
export type UnitBars = Static<typeof UnitBarsSchema>;
/** One of them. */
export type UnitBar = { readonly [Column in keyof UnitBars]: UnitBars[Column][number] };
