import { type Static, Type } from 'typebox';
import { oneOf } from './cash.ts';

/** Machines of one shop. */
export const SHOP_MACHINES_MAX = 16;

/** The families an agent can drive, as its configuration names them. */
export const MACHINE_DRIVERS = ['glory-300', 'glory-fcc'] as const;
export type MachineDriver = (typeof MACHINE_DRIVERS)[number];

const text = (maxLength: number) =>
  Type.String({
    minLength: 1,
    maxLength,
    pattern: '^[^\\s\\p{Cc}\\p{Cs}]([^\\p{Cc}\\p{Cs}]*[^\\s\\p{Cc}\\p{Cs}])?$',
  });

/** What a person calls a machine, and the number on its plate. */
const plate = { name: text(80), serial: Type.Union([text(40), Type.Null()]) };
export const MachinePlateSchema = Type.Object(plate, { additionalProperties: false });
export type MachinePlate = Static<typeof MachinePlateSchema>;

export const NewMachineSchema = Type.Object(
  {
    ...plate,
    driver: oneOf(MACHINE_DRIVERS),
    /** What it counts in; stays, because its facts are sums of it. */
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  },
  { additionalProperties: false },
);
export type NewMachine = Static<typeof NewMachineSchema>;
