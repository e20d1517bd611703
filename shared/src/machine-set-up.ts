import { type Static, Type } from 'typebox';
import { CurrencySchema, oneOf } from './cash.ts';
import { InstantSchema, UuidSchema } from './ids.ts';

/** Machines of one shop that are in service. */
export const SHOP_MACHINES_MAX = 16;
/** And those that ever were. */
export const SHOP_MACHINES_EVER_MAX = 64;

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

export const MachineRetirementSchema = Type.Object(
  {
    retired: Type.Boolean(),
    /** Whoever retires it says that what it last told to hold was taken out and counted elsewhere. */
    cashSettled: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type MachineRetirement = Static<typeof MachineRetirementSchema>;

/** A machine that is out of service. */
export const RetiredMachineSchema = Type.Object({
  id: UuidSchema,
  name: Type.String(),
  driver: Type.String(),
  serial: Type.Union([Type.String(), Type.Null()]),
  currency: CurrencySchema,
  retiredAt: InstantSchema,
  /** When something last arrived of it since: whoever looked at that retires it once more. */
  reportedAt: Type.Union([InstantSchema, Type.Null()]),
});
export type RetiredMachine = Static<typeof RetiredMachineSchema>;
