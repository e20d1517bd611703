import type { ConfiguredEmployee } from '@tillbridge/shared/configuration';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { CounterPermission } from '@tillbridge/shared/permissions';
import type { ConfigurationBook } from './configuration-book.ts';
import type { PinTries } from './pin-tries.ts';
import { verifyPin } from './verify-pin.ts';

/** Somebody who typed the right PIN. */
export interface Person {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly permissions: ReadonlySet<CounterPermission>;
}

export interface People {
  /** Number and name of everybody who can sign in, for the screen that asks who is there. */
  list(): readonly { readonly number: string; readonly name: string }[];
  /** Who has this number and PIN. Throws `local.pin` for any other, `local.pin-wait` after too many, and `journal.disk-full`. */
  identify(number: string, pin: string): Promise<Person>;
  /** The person as configured now, with the verifier that is in force; undefined once disabled or removed. */
  current(id: string): { readonly person: Person; readonly verifier: string } | undefined;
}

export function openPeople(book: Pick<ConfigurationBook, 'configuration'>, tries: PinTries): People {
  const withPin = () => book.configuration.employees.filter((employee) => employee.pinVerifier !== null);
  return {
    list: () => withPin().map(({ number, name }) => ({ number, name })),
    async identify(number, pin) {
      const employee = withPin().find((each) => each.number === number);
      // Unknown numbers share one count, so that inventing them fills nothing.
      const counted = employee?.id ?? 'nobody';
      tries.begin(counted);
      if (!(await verifyPin(employee?.pinVerifier, pin)) || employee === undefined) throw new Fault('local.pin');
      tries.right(counted);
      return personOf(employee);
    },
    current(id) {
      const employee = withPin().find((each) => each.id === id);
      if (employee === undefined || employee.pinVerifier === null) return undefined;
      return { person: personOf(employee), verifier: employee.pinVerifier };
    },
  };
}

function personOf({ id, number, name, permissions }: ConfiguredEmployee): Person {
  return { id, number, name, permissions: new Set(permissions) };
}
