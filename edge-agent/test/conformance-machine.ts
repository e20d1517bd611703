import type { Driver, DriverEvent } from '@tillbridge/edge-agent/recycler/driver';
import type { Outcome } from '@tillbridge/shared/cash';
import type { CutCable } from './conformance-cable.ts';

/** Where the money is, in minor units, by the simulator's own books. */
export interface Money {
  /** In stackers and boxes: what the machine can count. */
  readonly counted: number;
  /** What people loaded it with from outside. */
  readonly opening: number;
  /** Stuck on its way, or rejected. */
  readonly path: number;
  /** In the outlet or in people's hands. */
  readonly paid: number;
  readonly inserted: number;
}

/** What can go wrong at one machine, in its own words. */
export interface FaultCase {
  readonly name: string;
  readonly verb: 'sale' | 'payout';
  readonly inject: () => void;
  /** The ways it may end; absent: any of the six, as long as the money adds up. */
  readonly ends?: readonly Outcome[];
}

/** A driver with its simulator, as the suite works them; one for each driver. */
export interface ConformanceMachine {
  readonly name: string;
  readonly cable: CutCable;
  driver(): Driver;
  events(): readonly DriverEvent[];
  /** The program ends in mid-operation, and another one starts. */
  restartAgent(): Promise<void>;
  /** A person puts one piece of that value in; false when the machine does not take it now. */
  insert(valueMinor: number): boolean;
  take(): void;
  hasPower(): boolean;
  power(on: boolean): void;
  money(): Money;
  /** Denominations whose pieces do not add up in the simulator's books. */
  lost(): readonly string[];
  /** Payouts that the machine was ordered to make so far. */
  orders(): number;
  readonly faults: readonly FaultCase[];
  /** Every step at which the power may fail in these verbs. */
  readonly powerSteps: readonly FaultCase[];
  /** How long an outage lasts that its driver can notice, in milliseconds. */
  readonly outageMs: number;
  /** Ends every fault and leaves the machine idle, full enough, and heard by its driver. */
  heal(): Promise<void>;
  fired(): Readonly<Record<string, number>>;
  close(): Promise<void>;
}

/** What the suite saw, over all machines of one file. */
export interface Tally {
  readonly outcomes: Record<string, number>;
  readonly fired: Record<string, number>;
  operations: number;
  checkedMinor: number;
  gaps: number;
}

export const newTally = (): Tally => ({ outcomes: {}, fired: {}, operations: 0, checkedMinor: 0, gaps: 0 });

export function tallyTable(title: string, tally: Tally): string {
  const row = (name: string, value: number | string) => `  ${name.padEnd(34)}${value}`;
  const rows = (counts: Record<string, number>) =>
    Object.entries(counts)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, many]) => row(name, many));
  const baht = (tally.checkedMinor / 100).toLocaleString('en-US');
  return [
    `${title}: ${tally.operations} operations, ${baht} baht checked, ${tally.gaps} left to a person's count`,
    ' outcomes',
    ...rows(tally.outcomes),
    ' faults fired',
    ...rows(tally.fired),
    '',
  ].join('\n');
}
