import { vi } from 'vitest';
import { createCashStore, freshCash } from '../simulator/cash-store.ts';
import { letCustomersPay } from '../simulator/customers.ts';
import { createFaults, type FaultName, LASTING } from '../simulator/faults.ts';
import { createLine } from '../simulator/line.ts';
import { createMachine } from '../simulator/machine.ts';
import { seededRandom } from '../simulator/random.ts';
import { createTimers } from '../simulator/timers.ts';
import type { BytePortEvents, OpenBytePort } from '../src/bytes/byte-port.ts';
import type { Clock } from '../src/clock.ts';
import { type Counter, openCounter } from '../src/counter/counter.ts';
import { Desk } from '../src/counter/desk.ts';
import { openLedger } from '../src/counter/ledger.ts';
import type { NewFact } from '../src/journal/journal.ts';
import { silentLog } from '../src/log.ts';
import { COMMAND, DC1 } from '../src/recycler/glory-300/constants.ts';
import { glory300 } from '../src/recycler/glory-300/driver.ts';
import { MACHINE_PRESETS } from '../src/recycler/glory-300/presets.ts';
import { systemTiming } from '../src/recycler/timing.ts';
import { BOOT, MACHINE } from './desk-rig.ts';
import type { MemoryJournal } from './memory-journal.ts';

export const PRESET = MACHINE_PRESETS['thb-ci10'];
/** One fake tick; nothing in the protocol is quicker. */
const TICK_MS = 250;
const PATIENCE_MS = 3_600_000;
const PAR = { N1: 5, N2: 5, N3: 60, N4: 100, C1: 30, C2: 30, C3: 30, C4: 60, C5: 60, C6: 40 };

/** The simulated machine with its people, on a cable that can be cut: no socket, and time is the test's. */
export function virtualMachine(seed: number) {
  const random = seededRandom(seed);
  const faults = createFaults([]);
  const [timers, people] = [createTimers(1), createTimers(1)];
  const state = freshCash(PRESET, 50, random);
  const changed = () => {};
  const cash = createCashStore(PRESET, state, changed);
  const machine = createMachine({ preset: PRESET, cash, faults, timers, people, changed });
  letCustomersPay({ preset: PRESET, machine, cash, faults, timers: people, random });
  const hosts = new Set<BytePortEvents>();
  const hear = createLine({
    machine,
    faults,
    random,
    send: (bytes) => setTimeout(() => [...hosts].at(-1)?.onBytes(bytes), 1),
  });
  let orders = 0;
  const open: OpenBytePort = async (events) => {
    if (faults.value('unplugged') !== 0) throw new Error('no such port');
    hosts.add(events);
    return {
      name: 'virtual',
      write(bytes) {
        if (!hosts.has(events)) return false;
        if (bytes[1] === DC1 && (bytes[2] === COMMAND.PAY_AMOUNT || bytes[2] === COMMAND.PAY_PIECES)) orders += 1;
        hear(bytes);
        return true;
      },
      async close() {
        hosts.delete(events);
      },
    };
  };
  return {
    machine,
    state,
    faults,
    open,
    load: cash.load,
    /** How many payouts went over the line so far. */
    orders: () => orders,
    fault: (name: FaultName, value: number) => faults.set({ name, value }),
    /** The cable is pulled; with `plug` it can be opened again. */
    unplug() {
      faults.set({ name: 'unplugged', value: LASTING });
      for (const events of [...hosts]) {
        hosts.delete(events);
        events.onClosed('pulled');
      }
    },
    /** Whatever is wrong is put right by a person: cable, door, power, the stuck piece, the cash in the outlet. */
    async heal() {
      for (const name of Object.keys(faults.list())) faults.set({ name: name as FaultName, value: 0 });
      machine.setPower(true);
      await vi.advanceTimersByTimeAsync(5_000);
      if (machine.view().jammed) machine.command(COMMAND.RESET, '');
      machine.take();
      await vi.advanceTimersByTimeAsync(5_000);
    },
    /** The old host is gone without a word. */
    cut: () => hosts.clear(),
  };
}
export type VirtualMachine = ReturnType<typeof virtualMachine>;

export interface Life {
  readonly desk: Desk;
  readonly counter: Counter;
  /** The process dies in the middle of whatever it does: no byte and no fact of it comes any more. */
  kill(): Promise<void>;
}

/** One life of the agent at a machine, from its start; the journal outlives it. */
export async function startLife(machine: VirtualMachine, journal: MemoryJournal, boot = BOOT): Promise<Life> {
  let dead = false;
  const pen = {
    appendAll(facts: readonly NewFact[]): [] {
      if (dead) throw new Error('this process is dead');
      return journal.appendAll(facts);
    },
  };
  const clock: Clock = { nowMs: () => Date.now(), monotonicMs: () => Math.floor(performance.now()), boot };
  const shop = { timeZone: 'Asia/Bangkok', cutOffMinutes: 0 };
  const ledger = openLedger({ journal: pen, shop, clock, clockWatch: { isOk: () => true } });
  const driver = glory300({ port: machine.open, table: PRESET, timing: systemTiming(clock) });
  const desk = new Desk({ machine: { ...MACHINE, par: PAR }, driver, ledger, records: journal, clock, log: silentLog });
  const counter = openCounter({ desks: [desk], records: journal, now: ledger.now });
  await desk.start();
  return {
    desk,
    counter,
    async kill() {
      dead = true;
      machine.cut();
      const closed = Promise.all([driver.close(), desk.stop()]);
      await passUntil('the dead process is gone', () => false, closed);
    },
  };
}

/** Lets time pass until a condition holds or a promise is settled; a test that would wait for ever fails instead. */
export async function passUntil(what: string, holds: () => boolean, settled?: Promise<unknown>): Promise<void> {
  let done = false;
  void settled?.then(
    () => {
      done = true;
    },
    () => {
      done = true;
    },
  );
  for (let passedMs = 0; !done && !holds(); passedMs += TICK_MS) {
    if (passedMs > PATIENCE_MS) throw new Error(`waited in vain: ${what}`);
    await vi.advanceTimersByTimeAsync(TICK_MS);
  }
}
