import { MACHINE_PRESETS } from '../src/recycler/glory-300/presets.ts';
import { type Carrier, tcpCarrier, ttyCarrier } from './carriers.ts';
import { type CashState, createCashStore, freshCash } from './cash-store.ts';
import { type Controlled, serialFault, serveControl } from './control.ts';
import { letCustomersPay } from './customers.ts';
import { createFaults, type FaultSetting } from './faults.ts';
import { createLine } from './line.ts';
import { createMachine } from './machine.ts';
import { seededRandom } from './random.ts';
import type { SimulatorSettings } from './settings.ts';
import { readState, writeState } from './state-file.ts';
import { createTimers } from './timers.ts';

/** The one line on standard output when the machine can be talked to. */
export interface Ready {
  readonly ready: true;
  readonly path?: string;
  readonly port?: number;
  readonly control?: number;
}

export interface Simulator extends Controlled {
  readonly ready: Ready;
  cash(): CashState;
  stop(): Promise<void>;
}

/** A simulated recycler on a line of its own. Rejects when the port is taken or there is no pseudo-terminal. */
export async function startSimulator(settings: SimulatorSettings): Promise<Simulator> {
  const preset = MACHINE_PRESETS[settings.units];
  const random = seededRandom(settings.seed);
  const faults = createFaults(settings.faults);
  const timers = createTimers(settings.speed);
  // People wait on their own: a power cut stops the machine, not them.
  const people = createTimers(settings.speed);
  const fresh = freshCash(preset, settings.fillPercent, random);
  const { stateFile } = settings;
  const state = (stateFile === undefined ? undefined : readState(stateFile)) ?? fresh;
  const save = () => {
    if (stateFile !== undefined) writeState(stateFile, state);
  };
  const cash = createCashStore(preset, state, save);
  const machine = createMachine({ preset, cash, faults, timers, people, changed: save });
  if (settings.customers) letCustomersPay({ preset, machine, cash, faults, timers: people, random });

  let carrier: Carrier | undefined;
  const lastByteAt: Record<number, number> = {};
  const onSent = (command: number) => {
    lastByteAt[command] = Date.now();
  };
  const hear = createLine({ machine, faults, random, send: (bytes) => carrier?.send(bytes), onSent });
  const plugged = () => faults.value('unplugged') === 0;
  carrier = settings.listen === 'pty' ? await ttyCarrier(hear) : await tcpCarrier(settings.listen.tcp, hear, plugged);
  save();

  const positionOf = (unit: string) => preset.positions.findIndex((position) => position.unit === unit);
  const controlled: Controlled = {
    state: () => ({
      machine: machine.view(),
      cash: state,
      units: preset.positions.map(({ unit }) => unit),
      faults: faults.list(),
      fired: faults.fired(),
      lastByteAt,
    }),
    fault(setting: FaultSetting) {
      if (setting.name === 'restart') {
        machine.setPower(false);
        people.after(Math.max(0, setting.value) * settings.speed, () => machine.setPower(true));
        return;
      }
      faults.set(setting);
      if (setting.name === 'unplugged' && setting.value !== 0) carrier?.unplug();
    },
    insert(pieces) {
      let inserted = 0;
      for (const [unit, many] of Object.entries(pieces)) {
        const position = positionOf(unit);
        for (let i = 0; i < many && position >= 0; i++) if (machine.insert(position)) inserted += 1;
      }
      return inserted;
    },
    load: (pieces) => cash.load(pieces),
    take: () => machine.take(),
    emptyBox: () => cash.empty('cassette', 'taken'),
    power: (on) => machine.setPower(on),
  };
  const control =
    settings.control === undefined ? undefined : await serveControl(settings.control, controlled, serialFault);
  return {
    ...controlled,
    ready: { ready: true, ...carrier.place, ...(control === undefined ? {} : { control: control.port }) },
    cash: () => structuredClone(state),
    async stop() {
      timers.callOff();
      people.callOff();
      await control?.stop();
      await carrier.stop();
    },
  };
}
