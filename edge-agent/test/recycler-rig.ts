import { tcpPort } from '@tillbridge/edge-agent/bytes/tcp-port';
import type { DriverEvent, OperationResult } from '@tillbridge/edge-agent/recycler/driver';
import { COMMAND } from '@tillbridge/edge-agent/recycler/glory-300/constants';
import { type Glory300Driver, glory300 } from '@tillbridge/edge-agent/recycler/glory-300/driver';
import { MACHINE_PRESETS } from '@tillbridge/edge-agent/recycler/glory-300/presets';
import type { DriverTiming } from '@tillbridge/edge-agent/recycler/glory-300/talk';
import { systemTiming } from '@tillbridge/edge-agent/recycler/timing';
import { sumLines } from '@tillbridge/shared/cash';
import { type FaultName, faultSetting } from '../simulator/faults.ts';
import type { SimulatorSettings } from '../simulator/settings.ts';
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts';

/** A driver and a simulated machine, joined by real bytes over TCP, a hundred times faster than life. */
export interface Rig {
  readonly driver: Glory300Driver;
  readonly machine: Simulator;
  readonly events: DriverEvent[];
  /** How many payouts went out over the line so far. */
  orders(): number;
  fault(name: FaultName, value: number | 'on' | 'off', command?: number): void;
  close(): Promise<void>;
}

export const QUICK: DriverTiming = {
  answerMs: 250,
  enquiryMs: 120,
  payoutPollMs: 12,
  depositPollMs: 5,
  heartbeatMs: 40,
};

export async function openRig(
  settings: Partial<SimulatorSettings> = {},
  pace: Partial<DriverTiming> = {},
): Promise<Rig> {
  const machine = await startSimulator({
    listen: { tcp: 0 },
    units: 'thb-ci10',
    customers: false,
    faults: [],
    seed: 7,
    speed: 100,
    fillPercent: 50,
    ...settings,
  });
  let orders = 0;
  const driver = glory300({
    onFrame: ({ direction, bytes }) => {
      if (direction === 'out' && (bytes[2] === COMMAND.PAY_AMOUNT || bytes[2] === COMMAND.PAY_PIECES)) orders += 1;
    },
    port: tcpPort({ host: '127.0.0.1', port: machine.ready.port ?? 0 }),
    table: MACHINE_PRESETS[settings.units ?? 'thb-ci10'],
    timing: systemTiming({ nowMs: () => Date.now(), monotonicMs: () => Math.floor(performance.now()) }),
    pace: { ...QUICK, ...pace },
    backOff: { firstMs: 5, mostMs: 20 },
  });
  const events: DriverEvent[] = [];
  driver.on((event) => events.push(event));
  await driver.open();
  await until(() => events.some((event) => event.event === 'inventory'));
  return {
    driver,
    machine,
    events,
    orders: () => orders,
    fault(name, value, command) {
      const setting = faultSetting(name, value, command);
      if (typeof setting === 'string') throw new Error(setting);
      machine.fault(setting);
    },
    async close() {
      await driver.close();
      await machine.stop();
    },
  };
}

/** Waits for a condition; fails by itself when it never comes. */
export async function until(condition: () => boolean | Promise<boolean>, mostMs = 10_000): Promise<void> {
  const startMs = performance.now();
  while (!(await condition())) {
    if (performance.now() - startMs > mostMs) throw new Error(`never came: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

export interface Sums {
  readonly outcome: string;
  readonly inMinor: number;
  readonly outMinor: number;
  readonly owedMinor: number;
  readonly reason: string;
}

/** One line about a result, so that a test can compare all of it at once. */
export function sums({ result }: OperationResult): Sums {
  const lines = [...('in' in result ? result.in : []), ...('out' in result ? result.out : [])];
  return {
    outcome: result.outcome,
    inMinor: sumLines(lines, 'in'),
    outMinor: sumLines(lines, 'out'),
    owedMinor: result.outcome === 'partial' ? result.owedMinor : 0,
    reason: 'reason' in result ? result.reason : '',
  };
}

/** The simulator's own books: every piece is somewhere. Names the positions where that is not so. */
export function lostPieces(machine: Simulator): number[] {
  const cash = machine.cash();
  return cash.opening
    .map((opening, i) => {
      const now = (['stock', 'cassette', 'path', 'outlet', 'taken', 'reject'] as const).reduce(
        (sum, place) => sum + (cash[place][i] ?? 0),
        0,
      );
      return opening + (cash.inserted[i] ?? 0) === now ? -1 : i;
    })
    .filter((position) => position >= 0);
}
