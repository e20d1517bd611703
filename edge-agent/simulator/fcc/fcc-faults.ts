import type { FccOperation } from '../../src/recycler/glory-fcc/constants.ts';
import { OPERATIONS } from '../../src/recycler/glory-fcc/constants.ts';

/** Everything that can be made to go wrong, by name. The value is a number; `on` is -1 (lasting) and `off` is 0. */
const FCC_FAULT_NAMES = {
  silent: 'the next n answers are never sent, the connection stays open (on: none is)',
  'request-lost': 'the connection of the next n requests breaks before they are heard (on: of all)',
  'answer-lost': 'the connection of the next n requests breaks after they were obeyed (on: of all)',
  cut: 'the next answer ends after n bytes',
  garbled: 'the next n answers are no XML (on: all)',
  duplicated: 'the network delivers the next n requests twice, and the second answer is the one that comes back',
  delay: 'each answer comes n milliseconds late',
  'events-lost': 'the next n events are not sent (on: none is)',
  'events-doubled': 'the next n events are sent twice (on: all)',
  'events-split': 'events go out in packets of n bytes',
  'events-merged': 'n events go out in one packet',
  'events-noise': 'the next n events have bytes before them that belong to nothing (on: all)',
  occupied: 'another program holds the machine (on/off)',
  'session-over': 'the next n requests find that their session has timed out',
  'registrations-full': 'there is no place for one more listener (on/off)',
  'inventory-busy': 'the next n inventories are refused as exclusive (on: all)',
  verify: 'the machine wants its notes counted (on/off)',
  jam: 'the n-th piece of the next movement jams',
  'door-at': 'the door is opened at the n-th piece of the next payout',
  door: 'the door is open (on/off)',
  'cassette-out': 'the collection cassette is taken out (on/off)',
  'near-full': 'stackers take only n more pieces before cash goes to the box (on: 0)',
  'change-short': 'no change can be given (on/off)',
  'reject-note': 'a note lies in the inlet and has to be taken back (on/off)',
  'suspect-note': 'a suspect note was counted (on/off)',
  'wait-recovery': 'the machine waits for somebody to recover it (on/off)',
  'power-cut': 'power fails with the n-th piece of the next movement in the path',
  'power-cut-request': 'power fails at a request: 1 before it is obeyed, 2 when it was, 3 when it is answered',
  restart: 'power fails and returns after n milliseconds',
  unplugged: 'the network cable is pulled (on/off)',
  late: 'people take their cash n milliseconds after it is offered (on: never)',
  'walk-away': 'n of 1000 people leave without paying',
} as const;
export type FccFaultName = keyof typeof FCC_FAULT_NAMES;

export interface FccFault {
  readonly name: FccFaultName;
  readonly value: number;
  /** Only for this operation. */
  readonly operation?: FccOperation;
}

export const LASTING = -1;

export interface FccFaults {
  set(fault: FccFault): void;
  value(name: FccFaultName): number;
  /** True when the fault is due; counts it down. */
  strikes(name: FccFaultName, operation?: FccOperation): boolean;
  /** The value of a fault that happens once, if it is due; it is over then. */
  once(name: FccFaultName, operation?: FccOperation): number;
  /** A fault that is a state happened. */
  note(name: FccFaultName): void;
  list(): Readonly<Record<string, number>>;
  fired(): Readonly<Record<string, number>>;
}

export function createFccFaults(settings: readonly FccFault[]): FccFaults {
  const now = new Map<FccFaultName, FccFault>(settings.map((fault) => [fault.name, fault]));
  const fired = new Map<FccFaultName, number>();
  const due = (name: FccFaultName, operation: FccOperation | undefined) => {
    const fault = now.get(name);
    if (fault === undefined || fault.value === 0) return undefined;
    return fault.operation === undefined || fault.operation === operation ? fault : undefined;
  };
  const note = (name: FccFaultName) => fired.set(name, (fired.get(name) ?? 0) + 1);
  return {
    set: (fault) => void now.set(fault.name, fault),
    value: (name) => now.get(name)?.value ?? 0,
    strikes(name, operation) {
      const fault = due(name, operation);
      if (fault === undefined) return false;
      if (fault.value !== LASTING) now.set(name, { ...fault, value: fault.value - 1 });
      note(name);
      return true;
    },
    once(name, operation) {
      const fault = due(name, operation);
      if (fault === undefined) return 0;
      now.delete(name);
      note(name);
      return fault.value;
    },
    note: (name) => void note(name),
    list: () => Object.fromEntries([...now.values()].map((fault) => [fault.name, fault.value])),
    fired: () => Object.fromEntries(fired),
  };
}

/** Reads `name=value` or `name=value@Operation`; a text says what is wrong. */
export function parseFccFault(text: string): FccFault | string {
  const match = /^([a-z-]+)=(on|off|\d+)(?:@([A-Za-z]+))?$/.exec(text);
  const [, name = '', value = '', operation] = match ?? [];
  if (match === null) return `${text}: a fault reads name=value or name=value@Operation`;
  return fccFault(name, value, operation);
}

export function fccFault(name: string, value: string | number | boolean, operation?: string): FccFault | string {
  if (!Object.hasOwn(FCC_FAULT_NAMES, name)) return `${name}: not one of ${Object.keys(FCC_FAULT_NAMES).join(', ')}`;
  const number = value === 'on' || value === true ? LASTING : value === 'off' || value === false ? 0 : Number(value);
  if (!Number.isSafeInteger(number) || number < LASTING) return `${name}: the value is a whole number, on or off`;
  if (operation !== undefined && !Object.hasOwn(OPERATIONS, operation))
    return `${operation}: not one of ${Object.keys(OPERATIONS).join(', ')}`;
  return {
    name: name as FccFaultName,
    value: number,
    ...(operation === undefined ? {} : { operation: operation as FccOperation }),
  };
}
