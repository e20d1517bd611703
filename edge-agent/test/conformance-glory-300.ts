import { tcpPort } from '@tillbridge/edge-agent/bytes/tcp-port';
import type { DriverEvent } from '@tillbridge/edge-agent/recycler/driver';
import { COMMAND, ENQ } from '@tillbridge/edge-agent/recycler/glory-300/constants';
import { glory300 } from '@tillbridge/edge-agent/recycler/glory-300/driver';
import { MACHINE_PRESETS } from '@tillbridge/edge-agent/recycler/glory-300/presets';
import { systemTiming } from '@tillbridge/edge-agent/recycler/timing';
import type { CashState } from '../simulator/cash-store.ts';
import { type FaultName, faultSetting } from '../simulator/faults.ts';
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts';
import { openCutCable } from './conformance-cable.ts';
import type { ConformanceMachine, FaultCase, Money } from './conformance-machine.ts';
import { lostPieces } from './recycler-rig.ts';

const PRESET = MACHINE_PRESETS['thb-ci10'];
const FULL = Object.fromEntries(PRESET.positions.map(({ unit, capacity }) => [unit, Math.floor(capacity / 2)]));
const VERBS = ['sale', 'payout'] as const;
type SetFault = (name: FaultName, value: number | 'on' | 'off', command?: number) => void;

/** Faults that last are counted when they are set: the simulator counts those that strike. */
const LASTING: readonly string[] = [
  'restart',
  'unplugged',
  'door',
  'cassette-out',
  'coin-unit-out',
  'near-full',
  'late',
  'noise',
  'delay',
  'near-empty',
];

function setterOf(machine: Simulator, counted: Record<string, number>): SetFault {
  return (name, value, command) => {
    const setting = faultSetting(name, value, command);
    if (typeof setting === 'string') throw new Error(setting);
    if (setting.value !== 0 && LASTING.includes(name)) counted[name] = (counted[name] ?? 0) + 1;
    machine.fault(setting);
  };
}

/** The driver for the serial family on its simulator, over a cable that can be cut. */
export async function open300Conformance(): Promise<ConformanceMachine> {
  const machine = await startSimulator({
    listen: { tcp: 0 },
    units: 'thb-ci10',
    customers: false,
    faults: [],
    seed: 3,
    speed: 150,
    fillPercent: 50,
  });
  const counted: Record<string, number> = {};
  const set = setterOf(machine, counted);
  const cable = await openCutCable(machine.ready.port ?? 0);
  const events: DriverEvent[] = [];
  let orders = 0;
  const start = async () => {
    const started = glory300({
      onFrame: ({ direction, bytes }) => {
        const isOrder = bytes[2] === COMMAND.PAY_AMOUNT || bytes[2] === COMMAND.PAY_PIECES;
        if (direction === 'out' && isOrder) orders += 1;
      },
      port: tcpPort({ host: '127.0.0.1', port: cable.port }),
      table: PRESET,
      timing: systemTiming({ nowMs: () => Date.now(), monotonicMs: () => Math.floor(performance.now()) }),
      pace: { answerMs: 200, enquiryMs: 100, payoutPollMs: 10, depositPollMs: 12, heartbeatMs: 30 },
      backOff: { firstMs: 3, mostMs: 12 },
    });
    started.on((event) => events.push(event));
    await started.open();
    return started;
  };
  let driver = await start();
  const adapter: ConformanceMachine = {
    name: 'glory-300',
    cable,
    driver: () => driver,
    events: () => events,
    async restartAgent() {
      await driver.close();
      driver = await start();
    },
    insert: (valueMinor) => machine.insert({ [unitOf(valueMinor)]: 1 }) === 1,
    take: () => machine.take(),
    hasPower: () => view(machine).power,
    power: (on) => machine.power(on),
    money: () => moneyOf(machine.cash()),
    lost: () => lostPieces(machine).map(String),
    orders: () => orders,
    faults: [...VERBS.flatMap((verb) => lineCases(set, verb)), ...machineCases(set)],
    powerSteps: VERBS.flatMap((verb) => powerSteps(set, verb)),
    // Two enquiries without an answer tell it of a restart.
    outageMs: 300,
    heal: () => heal(machine, adapter, set),
    fired: () => ({ ...firedBy(machine), ...counted, 'cable pulled': cable.cuts() }),
    async close() {
      await driver.close();
      await cable.stop();
      await machine.stop();
    },
  };
  await adapter.heal();
  return adapter;
}

const firedBy = (machine: Simulator) => (machine.state() as { fired: Record<string, number> }).fired;

interface View {
  readonly power: boolean;
  readonly deposit: string;
  readonly payout: string;
  readonly jammed: boolean;
}
const view = (machine: Simulator) => (machine.state() as { machine: View }).machine;

async function heal(machine: Simulator, adapter: ConformanceMachine, set: SetFault): Promise<void> {
  for (const name of Object.keys((machine.state() as { faults: object }).faults)) set(name as FaultName, 'off');
  adapter.cable.plug();
  if (!view(machine).power) machine.power(true);
  for (let tries = 0; ; tries++) {
    machine.take();
    const { state } = await adapter.driver().status();
    const { power, deposit, payout, jammed } = view(machine);
    const isClear = deposit === 'closed' && payout === 'idle' && !jammed && moneyOf(machine.cash()).stuck === 0;
    if (power && state === 'idle' && isClear) break;
    if (tries > 400) throw new Error(`not healed: ${state}, ${JSON.stringify(view(machine))}`);
    if (state === 'offline' || state === 'unknown') await new Promise((resolve) => setTimeout(resolve, 3));
    else if (!isClear)
      await adapter
        .driver()
        .reset()
        .catch(() => undefined);
  }
  machine.load(FULL);
}

const unitOf = (valueMinor: number) => PRESET.positions.find((each) => each.valueMinor === valueMinor)?.unit ?? '';

function moneyOf(cash: CashState): Money & { readonly stuck: number } {
  const worth = (counts: readonly number[]) =>
    counts.reduce((sum, pieces, i) => sum + pieces * (PRESET.positions[i]?.valueMinor ?? 0), 0);
  return {
    counted: worth(cash.stock) + worth(cash.cassette),
    opening: worth(cash.opening),
    path: worth(cash.path) + worth(cash.reject),
    stuck: worth(cash.path),
    paid: worth(cash.outlet) + worth(cash.taken),
    inserted: worth(cash.inserted),
  };
}

const stepsOf = (verb: FaultCase['verb']) =>
  verb === 'payout'
    ? [COMMAND.READ_STOCK, COMMAND.PAY_AMOUNT, ENQ]
    : [COMMAND.READ_STOCK, COMMAND.READ_DEPOSIT, COMMAND.START_DEPOSIT, COMMAND.STOP_DEPOSIT, COMMAND.END_DEPOSIT];

function lineCases(set: SetFault, verb: FaultCase['verb']): readonly FaultCase[] {
  const at = (name: FaultName, value: number, command: number): FaultCase => ({
    name: `${name}=${value}@${command.toString(16)} (${verb})`,
    verb,
    inject: () => set(name, value, command),
  });
  const always = [
    ['noise', 400],
    ['delay', 15],
    ['near-empty', 'on'],
  ] as const;
  return [
    ...stepsOf(verb).flatMap((command) => [
      at('silent', 1, command),
      at('deaf', 1, command),
      at('nak', 1, command),
      at('cut', 3, command),
      at('doubled', 1, command),
      at('flipped', 1, command),
    ]),
    ...always.map(([name, value]): FaultCase => ({ name: `${name} (${verb})`, verb, inject: () => set(name, value) })),
  ];
}

function machineCases(set: SetFault): readonly FaultCase[] {
  const both = (name: FaultName, value: number | 'on', ends?: FaultCase['ends']) =>
    VERBS.map(
      (verb): FaultCase => ({
        name: `${name}=${value} (${verb})`,
        verb,
        inject: () => set(name, value),
        ...(ends === undefined ? {} : { ends }),
      }),
    );
  return [
    ...[1, 2, 3, 4].flatMap((piece) => {
      const ends = piece === 1 ? (['refused'] as const) : (['partial'] as const);
      return [
        { name: `jam at piece ${piece}`, verb: 'payout', inject: () => set('jam', piece), ends } as const,
        {
          name: `door at piece ${piece}`,
          verb: 'payout',
          inject: () => set('door-at', piece),
          ends: ['refused', 'partial'],
        } as const,
      ];
    }),
    { name: 'jam at the first note', verb: 'sale', inject: () => set('jam', 1) },
    { name: 'jam at the second note', verb: 'sale', inject: () => set('jam', 2), ends: ['retained'] },
    ...both('door', 'on', ['refused']),
    ...both('cassette-out', 'on', ['refused']),
    ...both('coin-unit-out', 'on', ['refused']),
    ...both('near-full', 'on', ['completed']),
    ...both('late', 120),
    ...both('restart', 60),
    ...both('unplugged', 'on'),
  ];
}

function powerSteps(set: SetFault, verb: FaultCase['verb']): readonly FaultCase[] {
  return [
    ...stepsOf(verb)
      .filter((command) => command !== ENQ)
      .flatMap((command) =>
        [1, 2].map(
          (when): FaultCase => ({
            name: `power at ${command.toString(16)}, moment ${when} (${verb})`,
            verb,
            inject: () => set('power-cut-command', when, command),
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
  ];
}
