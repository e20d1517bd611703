import { STATUS } from '../../src/recycler/glory-fcc/constants.ts';
import { FCC_PRESETS } from '../../src/recycler/glory-fcc/presets.ts';
import { serveControl } from '../control.ts';
import { PACE } from '../movement.ts';
import { seededRandom } from '../random.ts';
import { createTimers, type Timers } from '../timers.ts';
import { answerWeb } from './answer-web.ts';
import { createEventLines, type EventLines } from './event-lines.ts';
import { deviceEvent, heartBeat, statusEvent } from './fcc-answers.ts';
import { createFccCash, type FccCash, type FccCashState, freshFccCash, keyOfStacker, unitName } from './fcc-cash.ts';
import { letFccCustomersPay } from './fcc-customers.ts';
import { createFccFaults, type FccFault, type FccFaults, fccFault } from './fcc-faults.ts';
import { FccMachine } from './fcc-machine.ts';
import { FccService } from './fcc-service.ts';
import type { FccSimulatorSettings } from './fcc-settings.ts';
import { readFccState, writeFccState } from './fcc-state-file.ts';
import { openWebDoor, type WebDoor } from './web-door.ts';

const HEARTBEAT_MS = 5_000;
/** Faults that a device tells, and how it tells that they are over. */
const DEVICE_FAULTS: Readonly<Record<string, readonly [string, string]>> = {
  door: ['eventOpened', 'eventClosed'],
  'cassette-out': ['eventMissing', 'eventCassetteInserted'],
};
/** Faults that the status shows. */
const SHOWN_FAULTS: readonly string[] = ['door', 'cassette-out', 'reject-note', 'suspect-note', 'wait-recovery'];

/** The one line on standard output when the machine can be talked to. */
export interface FccReady {
  readonly ready: true;
  readonly port: number;
  readonly control?: number;
}

export interface FccView {
  readonly power: boolean;
  readonly status: number;
  readonly hung: boolean;
  readonly holder: string | undefined;
  readonly registrations: number;
  readonly cash: FccCashState;
  readonly faults: Readonly<Record<string, number>>;
  readonly fired: Readonly<Record<string, number>>;
}

/** A simulated machine with an FCC: a real HTTP server, and event lines that it dials itself. */
export async function startFccSimulator(settings: FccSimulatorSettings): Promise<FccSimulator> {
  const simulator = new FccSimulator(settings);
  await simulator.start();
  return simulator;
}

export class FccSimulator {
  readonly #settings: FccSimulatorSettings;
  readonly #faults: FccFaults;
  readonly #timers: Timers;
  /** People and the boot wait on their own: a power cut stops the machine, not them. */
  readonly #people: Timers;
  readonly #cash: FccCash;
  readonly #lines: EventLines;
  readonly #machine: FccMachine;
  readonly #service: FccService;
  readonly #opened: (() => void)[] = [];
  readonly #heard: Record<string, number> = {};
  #power: 'on' | 'booting' | 'off' = 'on';
  #door: WebDoor | undefined;
  #control: Awaited<ReturnType<typeof serveControl>> | undefined;
  #beat: NodeJS.Timeout | undefined;

  constructor(settings: FccSimulatorSettings) {
    const { seed, fillPercent, speed, stateFile, session, occupy, duplicateCheck } = settings;
    this.#settings = settings;
    const random = seededRandom(seed);
    const faults = createFccFaults(settings.faults);
    this.#faults = faults;
    this.#timers = createTimers(speed);
    this.#people = createTimers(speed);
    const preset = FCC_PRESETS[settings.units];
    const state =
      (stateFile === undefined ? undefined : readFccState(stateFile)) ?? freshFccCash(preset, fillPercent, random);
    const cash = createFccCash(preset, state, () => {
      if (stateFile !== undefined) writeFccState(stateFile, state);
    });
    this.#cash = cash;
    this.#lines = createEventLines(faults, () => this.#isReachable());
    const machine = new FccMachine({
      cash,
      faults,
      timers: this.#timers,
      people: this.#people,
      tell: ({ status, amount }) => this.#lines.tell(statusEvent(status, amount)),
      opened: () => {
        for (const listener of this.#opened) listener();
      },
      powerFails: () => this.power(false),
    });
    this.#machine = machine;
    const switches = { session, occupy, duplicateCheck };
    this.#service = new FccService({ machine, cash, faults, lines: this.#lines, switches });
    const timers = this.#people;
    if (settings.customers) letFccCustomersPay({ cash, machine, faults, timers, random, opened: this.#opened });
  }

  async start(): Promise<void> {
    const { port, control, speed } = this.#settings;
    const handle = answerWeb({
      faults: this.#faults,
      obey: (request, answer) => {
        // A machine that hangs answers nothing any more; its status is all that can be read.
        if (!this.#machine.hung || request.operation === 'GetStatus') this.#service.obey(request, answer);
      },
      echo: (message) => this.#lines.tell(message),
      powerFails: () => this.power(false),
      onHeard: (operation) => {
        this.#heard[operation] = (this.#heard[operation] ?? 0) + 1;
      },
    });
    this.#door = await openWebDoor(port, handle);
    this.#beat = setInterval(() => {
      if (this.#isReachable()) this.#lines.tell(heartBeat());
    }, HEARTBEAT_MS / speed);
    // A machine switched off in mid-payout may come back with cash in its outlet.
    if (this.#cash.sum('outlet') > 0) this.#machine.booted();
    if (control === undefined) return;
    this.#control = await serveControl(control, this, (name, value, where) =>
      fccFault(name, value, typeof where === 'string' ? where : undefined),
    );
  }

  get ready(): FccReady {
    const control = this.#control === undefined ? {} : { control: this.#control.port };
    return { ready: true, port: this.#door?.port ?? 0, ...control };
  }

  state(): FccView {
    return {
      power: this.#power !== 'off',
      status: this.#power === 'on' ? this.#machine.shown() : STATUS.initializing,
      hung: this.#machine.hung,
      holder: this.#service.holder(),
      registrations: this.#lines.many(),
      cash: structuredClone(this.#cash.state),
      faults: this.#faults.list(),
      fired: this.#faults.fired(),
    };
  }

  fault(fault: FccFault): void {
    if (fault.name === 'restart') {
      this.#faults.note('restart');
      this.power(false);
      this.#people.after(Math.max(0, fault.value) * this.#settings.speed, () => this.power(true));
      return;
    }
    this.#faults.set(fault);
    const isOn = fault.value !== 0;
    const tells = DEVICE_FAULTS[fault.name];
    if (isOn && (fault.name === 'unplugged' || tells !== undefined || SHOWN_FAULTS.includes(fault.name)))
      this.#faults.note(fault.name);
    if (fault.name === 'unplugged') this.#plug(!isOn);
    if (tells !== undefined) this.#lines.tell(deviceEvent(1, tells[isOn ? 0 : 1]));
    if (SHOWN_FAULTS.includes(fault.name)) this.#lines.tell(statusEvent(this.#machine.shown(), 0));
  }

  /** Pieces by unit name; answers how many the machine took. */
  insert(pieces: Readonly<Record<string, number>>): number {
    let inserted = 0;
    for (const [name, many] of Object.entries(pieces)) {
      const stacker = this.#cash.preset.stackers.find((each) => unitName(each) === name);
      for (let i = 0; i < many && stacker !== undefined; i++)
        if (this.#power === 'on' && this.#machine.insert(keyOfStacker(stacker))) inserted += 1;
    }
    return inserted;
  }

  load(pieces: Readonly<Record<string, number>>): void {
    this.#cash.load(pieces);
  }

  take(): void {
    this.#machine.take();
  }

  power(on: boolean): void {
    if (on === (this.#power !== 'off')) return;
    this.#machine.forget();
    this.#service.forget();
    this.#lines.forget();
    this.#door?.shut();
    this.#power = on ? 'booting' : 'off';
    if (!on) return;
    this.#people.after(PACE.boot, () => {
      if (this.#power !== 'booting') return;
      this.#power = 'on';
      if (this.#isReachable()) this.#door?.open();
      this.#machine.booted();
    });
  }

  /** Requests that were heard, by operation. */
  heard(): Readonly<Record<string, number>> {
    return { ...this.#heard };
  }

  async stop(): Promise<void> {
    clearInterval(this.#beat);
    this.#timers.callOff();
    this.#people.callOff();
    this.#lines.forget();
    await this.#control?.stop();
    await this.#door?.stop();
  }

  #isReachable(): boolean {
    return this.#power === 'on' && this.#faults.value('unplugged') === 0;
  }

  #plug(plugged: boolean): void {
    if (!plugged) {
      this.#door?.shut();
      this.#lines.hangUp();
    } else if (this.#power === 'on') this.#door?.open();
  }
}
