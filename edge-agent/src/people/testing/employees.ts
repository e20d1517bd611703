import { hash } from '@node-rs/argon2';
import type { Configuration, ConfiguredEmployee, Limits } from '@tillbridge/shared/configuration';
import type { CounterPermission } from '@tillbridge/shared/permissions';

/** As the cloud makes them, only cheaper. */
const CHEAP = { algorithm: 2, memoryCost: 64, timeCost: 1, parallelism: 1 } as const;

const idOf = (number: string) => `0192f0c0-0000-7000-8000-00000000e${number.padStart(3, '0')}`;

export async function employee(
  number: string,
  pin: string,
  permissions: readonly CounterPermission[],
): Promise<ConfiguredEmployee> {
  const pinVerifier = await hash(pin, CHEAP);
  return { id: idOf(number), number, name: `Employee ${number}`, permissions: [...permissions], pinVerifier };
}

export const CASHIER: readonly CounterPermission[] = ['machine.see', 'machine.exchange', 'shift.open', 'shift.close'];
export const MANAGER: readonly CounterPermission[] = [
  ...CASHIER,
  'machine.withdraw',
  'shift.approve',
  'payout.approve',
];

/** Cashier 11 (2580) and 12 (2581), buyer 13 (2583), managers 1 (8520) and 2 (8521). */
export async function staff(limits: Limits = { parLevels: [] }): Promise<Configuration> {
  const employees = await Promise.all([
    employee('11', '2580', CASHIER),
    employee('12', '2581', CASHIER),
    employee('13', '2583', [...CASHIER, 'machine.withdraw']),
    employee('1', '8520', MANAGER),
    employee('2', '8521', MANAGER),
  ]);
  return { employees, limits };
}
