import type { FccFaultName } from '../simulator/fcc/fcc-faults.ts';
import type { FaultCase } from './conformance-machine.ts';

export type SetFccFault = (name: FccFaultName, value: number | 'on' | 'off', operation?: string) => void;
type Sale = 'change' | 'cashin';

/** The requests of one operation, in the order of their first time. */
const stepsOf = (verb: FaultCase['verb'], sale: Sale) => {
  const middle = verb === 'payout' ? ['Cashout'] : sale === 'change' ? ['Change'] : ['StartCashin', 'EndCashin'];
  return ['GetStatus', 'Occupy', 'Inventory', ...middle, 'Release'];
};

const MOVES: readonly string[] = ['Cashout', 'Change', 'EndCashin'];
const VERBS = ['sale', 'payout'] as const;

/** Everything that goes wrong on the line or in the machine, and how it may end. */
export function fccFaultCases(set: SetFccFault, sale: Sale): readonly FaultCase[] {
  return [...VERBS.flatMap((verb) => lineCases(set, verb, sale)), ...eventCases(set), ...machineCases(set, sale)];
}

function lineCases(set: SetFccFault, verb: FaultCase['verb'], sale: Sale): readonly FaultCase[] {
  return stepsOf(verb, sale).flatMap((operation): FaultCase[] => {
    const at = (name: FccFaultName, value: number): FaultCase => ({
      name: `${name}=${value}@${operation} (${verb})`,
      verb,
      inject: () => set(name, value, operation),
    });
    const line = [
      at('request-lost', 1),
      at('answer-lost', 1),
      at('silent', 1),
      at('garbled', 1),
      at('cut', 60),
      at('session-over', 1),
    ];
    if (!MOVES.includes(operation)) return line;
    // Without its echo an answer is only in the machine's memory.
    const alone = ['answer-lost', 'silent'] as const;
    const withoutEcho = alone.map(
      (name): FaultCase => ({
        name: `${name}@${operation}, events lost (${verb})`,
        verb,
        inject: () => {
          set('events-lost', 'on');
          set(name, 1, operation);
        },
        ends: ['completed'],
      }),
    );
    const twice: FaultCase = { ...at('duplicated', 1), ends: ['completed'] };
    return [...line, ...withoutEcho, ...(operation === 'EndCashin' ? [] : [twice])];
  });
}

function eventCases(set: SetFccFault): readonly FaultCase[] {
  const events = [
    ['events-lost', 'on'],
    ['events-doubled', 'on'],
    ['events-split', 7],
    ['events-merged', 3],
    ['events-noise', 'on'],
  ] as const;
  return VERBS.flatMap((verb) => [
    ...events.map(
      ([name, value]): FaultCase => ({
        name: `${name} (${verb})`,
        verb,
        inject: () => set(name, value),
        ends: ['completed'],
      }),
    ),
    { name: `delay (${verb})`, verb, inject: () => set('delay', 20), ends: ['completed'] },
    { name: `occupied (${verb})`, verb, inject: () => set('occupied', 'on'), ends: ['refused'] },
    { name: `inventory busy (${verb})`, verb, inject: () => set('inventory-busy', 3), ends: ['completed'] },
    { name: `verify (${verb})`, verb, inject: () => set('verify', 'on'), ends: ['completed'] },
    {
      name: `no place for a listener (${verb})`,
      verb,
      inject: () => set('registrations-full', 'on'),
      ends: ['completed'],
    },
  ]);
}

function machineCases(set: SetFccFault, sale: Sale): readonly FaultCase[] {
  const both = (name: FccFaultName, value: number | 'on', ends?: FaultCase['ends']) =>
    VERBS.map(
      (verb): FaultCase => ({
        name: `${name}=${value} (${verb})`,
        verb,
        inject: () => set(name, value),
        ...(ends === undefined ? {} : { ends }),
      }),
    );
  const payouts: FaultCase[] = [1, 2, 3, 4].map((piece) => ({
    name: `jam at piece ${piece} (payout)`,
    verb: 'payout',
    inject: () => set('jam', piece),
    ends: piece === 1 ? ['refused'] : ['partial'],
  }));
  const doors: FaultCase[] = [1, 2, 3, 4].map((piece) => ({
    name: `door at piece ${piece} (payout)`,
    verb: 'payout',
    inject: () => set('door-at', piece),
    ends: piece === 1 ? ['refused'] : ['partial'],
  }));
  const short: FaultCase = {
    name: 'no change (sale)',
    verb: 'sale',
    inject: () => set('change-short', 'on'),
    ends: ['retained'],
  };
  return [
    ...payouts,
    ...doors,
    { name: 'jam at the first note (sale)', verb: 'sale', inject: () => set('jam', 1) },
    { name: 'jam at the second note (sale)', verb: 'sale', inject: () => set('jam', 2) },
    ...(sale === 'change' ? [short] : []),
    ...both('door', 'on', ['refused']),
    ...both('cassette-out', 'on', ['refused']),
    ...both('near-full', 'on', ['completed']),
    ...both('suspect-note', 'on', ['refused']),
    ...both('wait-recovery', 'on', ['refused']),
    ...both('late', 120),
    ...both('restart', 60),
  ];
}

/** The power fails before a request is obeyed, after it, and after its answer; and with each piece on its way. */
export function fccPowerSteps(set: SetFccFault, sale: Sale): readonly FaultCase[] {
  return VERBS.flatMap((verb) => [
    ...stepsOf(verb, sale).flatMap((operation) =>
      [1, 2, 3].map(
        (when): FaultCase => ({
          name: `power at ${operation}, moment ${when} (${verb})`,
          verb,
          inject: () => set('power-cut-request', when, operation),
        }),
      ),
    ),
    ...[1, 2, 3, 4].map(
      (piece): FaultCase => ({
        name: `power at piece ${piece} (${verb})`,
        verb,
        inject: () => set('power-cut', piece),
      }),
    ),
  ]);
}
