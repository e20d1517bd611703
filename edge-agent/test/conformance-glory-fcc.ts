import type { DriverEvent } from '@tillbridge/edge-agent/recycler/driver';
import { STATUS } from '@tillbridge/edge-agent/recycler/glory-fcc/constants';
import { type GloryFccDriver, gloryFcc } from '@tillbridge/edge-agent/recycler/glory-fcc/driver';
import { FCC_PRESETS } from '@tillbridge/edge-agent/recycler/glory-fcc/presets';
import { systemTiming } from '@tillbridge/edge-agent/recycler/timing';
import type { FccCashState } from '../simulator/fcc/fcc-cash.ts';
import { type FccFaultName, fccFault } from '../simulator/fcc/fcc-faults.ts';
import { type FccSimulator, startFccSimulator } from '../simulator/fcc/start-fcc-simulator.ts';
import { openCutCable } from './conformance-cable.ts';
import { fccFaultCases, fccPowerSteps, type SetFccFault } from './conformance-fcc-faults.ts';
import type { ConformanceMachine, Money } from './conformance-machine.ts';
import { FCC_QUICK, lostFccPieces, memoryOf, OWN_ADDRESS, pileMinor } from './fcc-rig.ts';
import { until } from './recycler-rig.ts';

const PRESET = FCC_PRESETS['thb-ci10-fcc'];
const FULL: Record<string, number> = Object.fromEntries(
  PRESET.stackers.map(({ device, unit, capacity }) => [`${device === 1 ? 'N' : 'C'}${unit}`, Math.floor(capacity / 2)]),
);
const UNIT_OF: Readonly<Record<number, string>> = { 10000: 'N4045' };

/** The driver for machines with an FCC on its simulator, over a cable that can be cut. */
export async function openFccConformance(sale: 'change' | 'cashin' = 'change'): Promise<ConformanceMachine> {
  const machine = await startFccSimulator({
    port: 0,
    units: 'thb-ci10-fcc',
    session: true,
    occupy: true,
    duplicateCheck: true,
    customers: false,
    faults: [],
    seed: 3,
    speed: 150,
    fillPercent: 50,
  });
  const set = (name: FccFaultName, value: number | 'on' | 'off', operation?: string) => {
    const fault = fccFault(name, value, operation);
    if (typeof fault === 'string') throw new Error(fault);
    machine.fault(fault);
  };
  const cable = await openCutCable(machine.ready.port, (out) => set('unplugged', out ? 'on' : 'off'));
  const memory = memoryOf(undefined);
  const events: DriverEvent[] = [];
  let driver = await start();

  async function start(): Promise<GloryFccDriver> {
    const started = gloryFcc({
      url: `http://127.0.0.1:${cable.port}/axis2/services/BrueBoxService`,
      events: { listen: OWN_ADDRESS, announce: OWN_ADDRESS, port: 0 },
      table: PRESET,
      switches: { session: true, occupy: true, sale, refundOnShortage: false },
      signIn: { user: 'till', password: '', deviceName: 'shop pc' },
      memory,
      timing: systemTiming({ nowMs: () => Date.now(), monotonicMs: () => Math.floor(performance.now()) }),
      pace: { ...FCC_QUICK, heartbeatMs: 400, lookMs: 12, findMs: 1_200, changeGraceMs: 1_000 },
    });
    started.on((event) => events.push(event));
    await started.open();
    return started;
  }

  const result: ConformanceMachine = {
    name: `glory-fcc, ${sale}`,
    cable,
    driver: () => driver,
    events: () => events,
    async restartAgent() {
      await driver.close();
      driver = await start();
    },
    insert: (valueMinor) => machine.insert({ [UNIT_OF[valueMinor] ?? '']: 1 }) === 1,
    take: () => machine.take(),
    hasPower: () => machine.state().power,
    power: (on) => machine.power(on),
    money: () => moneyOf(machine.state().cash),
    lost: () => lostFccPieces(machine),
    orders: () => machine.heard()['Cashout'] ?? 0,
    faults: fccFaultCases(set, sale),
    powerSteps: fccPowerSteps(set, sale),
    outageMs: 40,
    heal: () => heal(machine, result, set),
    fired: () => ({ ...machine.state().fired, 'cable pulled': cable.cuts() }),
    async close() {
      await driver.close();
      await cable.stop();
      await machine.stop();
    },
  };
  await result.heal();
  return result;
}

async function heal(machine: FccSimulator, adapter: ConformanceMachine, set: SetFccFault): Promise<void> {
  for (const name of Object.keys(machine.state().faults)) set(name as FccFaultName, 'off');
  adapter.cable.plug();
  if (!machine.state().power) machine.power(true);
  await until(() => machine.state().status !== STATUS.initializing);
  for (let tries = 0; ; tries++) {
    machine.take();
    const { state } = await adapter.driver().status();
    const { cash, status, holder } = machine.state();
    if (state === 'idle' && status === STATUS.idle && holder === undefined && pileMinor(cash.path) === 0) break;
    if (tries > 200) throw new Error(`not healed: ${state}, status ${status}, held by ${holder}`);
    const canReset = state !== 'offline' && status !== STATUS.removeFromOutlet;
    if (canReset)
      await adapter
        .driver()
        .reset()
        .catch(() => undefined);
  }
  machine.load(FULL);
}

function moneyOf(cash: FccCashState): Money {
  const stock = PRESET.stackers.reduce(
    (sum, { device, unit, faceValue }) => sum + faceValue * (cash.stackers[`${device}/${unit}`] ?? 0),
    0,
  );
  return {
    counted: stock + pileMinor(cash.box),
    opening: pileMinor(cash.opening),
    path: pileMinor(cash.path) + pileMinor(cash.reject),
    paid: pileMinor(cash.outlet) + pileMinor(cash.taken),
    inserted: pileMinor(cash.inserted),
  };
}
