import type { DriverEvent } from '@tillbridge/edge-agent/recycler/driver';
import type { FccPace } from '@tillbridge/edge-agent/recycler/glory-fcc/converse';
import { type GloryFccDriver, gloryFcc } from '@tillbridge/edge-agent/recycler/glory-fcc/driver';
import type { GloryFccSettings } from '@tillbridge/edge-agent/recycler/glory-fcc/fcc-settings';
import type { SessionMemory } from '@tillbridge/edge-agent/recycler/glory-fcc/machine-line';
import { FCC_PRESETS } from '@tillbridge/edge-agent/recycler/glory-fcc/presets';
import { systemTiming } from '@tillbridge/edge-agent/recycler/timing';
import { faceValueOf } from '../simulator/fcc/fcc-cash.ts';
import { type FccFaultName, fccFault } from '../simulator/fcc/fcc-faults.ts';
import type { FccSimulatorSettings } from '../simulator/fcc/fcc-settings.ts';
import { type FccSimulator, startFccSimulator } from '../simulator/fcc/start-fcc-simulator.ts';
import { until } from './recycler-rig.ts';

/** A driver and a simulated FCC, joined by real HTTP and TCP, a hundred times faster than life. */
export interface FccRig {
  readonly driver: GloryFccDriver;
  readonly machine: FccSimulator;
  readonly events: DriverEvent[];
  readonly memory: SessionMemory;
  fault(name: FccFaultName, value: number | 'on' | 'off', operation?: string): void;
  /** Another driver of the same machine, as after a restart of the agent. */
  another(over?: Partial<GloryFccSettings>): GloryFccDriver;
  close(): Promise<void>;
}

export const FCC_QUICK: FccPace = {
  connectMs: 800,
  answerMs: 800,
  orderMs: 1_500,
  changeGraceMs: 1_500,
  heartbeatMs: 60,
  lookMs: 8,
  outletMs: 250,
  findMs: 2_500,
};

/** The machine refuses to dial 127.0.0.1, so it is told another name of this PC. */
export const OWN_ADDRESS = '127.0.0.2';

type Switches = GloryFccSettings['switches'];

export async function openFccRig(
  settings: Partial<FccSimulatorSettings> = {},
  switches: Partial<Switches> = {},
  pace: Partial<FccPace> = {},
): Promise<FccRig> {
  const machine = await startFccSimulator({
    port: 0,
    units: 'thb-ci10-fcc',
    session: true,
    occupy: true,
    duplicateCheck: true,
    customers: false,
    faults: [],
    seed: 7,
    speed: 100,
    fillPercent: 50,
    ...settings,
  });
  const memory = memoryOf(undefined);
  const drivers: GloryFccDriver[] = [];
  const another = (over: Partial<GloryFccSettings> = {}) => {
    const { session = true, occupy = true } = settings;
    const driver = gloryFcc({
      url: `http://127.0.0.1:${machine.ready.port}/axis2/services/BrueBoxService`,
      events: { listen: OWN_ADDRESS, announce: OWN_ADDRESS, port: 0 },
      table: FCC_PRESETS['thb-ci10-fcc'],
      switches: { session, occupy, sale: 'change', refundOnShortage: false, ...switches },
      signIn: { user: 'till', password: 'secret', deviceName: 'shop pc' },
      memory,
      timing: systemTiming({ nowMs: () => Date.now(), monotonicMs: () => Math.floor(performance.now()) }),
      pace: { ...FCC_QUICK, ...pace },
      ...over,
    });
    drivers.push(driver);
    return driver;
  };
  const driver = another();
  const events: DriverEvent[] = [];
  driver.on((event) => events.push(event));
  await driver.open();
  await until(() => events.some((event) => event.event === 'inventory'));
  return {
    driver,
    machine,
    events,
    memory,
    another,
    fault(name, value, operation) {
      const fault = fccFault(name, value, operation);
      if (typeof fault === 'string') throw new Error(fault);
      machine.fault(fault);
    },
    async close() {
      for (const each of drivers) await each.close();
      await machine.stop();
    },
  };
}

export function memoryOf(sessionId: string | undefined): SessionMemory {
  let kept = sessionId;
  return {
    read: () => kept,
    write(next) {
      kept = next;
    },
  };
}

/** The simulator's own books: every piece is somewhere. Names the denominations where that is not so. */
export function lostFccPieces(machine: FccSimulator): string[] {
  const { cash } = machine.state();
  const stock: Record<string, number> = {};
  for (const { device, unit, faceValue } of FCC_PRESETS['thb-ci10-fcc'].stackers) {
    const key = `${device}/${faceValue}`;
    stock[key] = (stock[key] ?? 0) + (cash.stackers[`${device}/${unit}`] ?? 0);
  }
  return Object.keys(stock).filter((key) => {
    const now = [stock, cash.box, cash.path, cash.outlet, cash.taken, cash.reject];
    const had = (cash.opening[key] ?? 0) + (cash.inserted[key] ?? 0);
    return had !== now.reduce((sum, pile) => sum + (pile[key] ?? 0), 0);
  });
}

/** Value of all pieces of one place, in minor units. */
export const pileMinor = (pile: Readonly<Record<string, number>>) =>
  Object.entries(pile).reduce((sum, [key, pieces]) => sum + faceValueOf(key) * pieces, 0);
