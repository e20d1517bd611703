import { CONTROL, DLE, ENQ, ETX, STX } from '../src/recycler/glory-300/constants.ts';
import { type Faults, LASTING } from './faults.ts';
import { createHostEar, type HostSaid } from './host-bytes.ts';
import type { MachineAnswer, SimulatedMachine } from './machine.ts';

export interface LineOptions {
  readonly machine: SimulatedMachine;
  readonly faults: Faults;
  readonly random: () => number;
  readonly send: (bytes: Uint8Array) => void;
  /** Told after the answer to a command went out; 5 is the enquiry. */
  readonly onSent?: (command: number) => void;
}

/** The machine's end of the line: hears the host's bytes and says answers, as damaged as the faults want them. */
export function createLine({ machine, faults, random, send, onSent }: LineOptions): (bytes: Uint8Array) => void {
  const ear = createHostEar();

  function reply(said: HostSaid): void {
    if (said.said === 'end' || faults.value('unplugged') !== 0) return;
    if (said.said === 'enquiry') {
      const control = machine.enquire();
      if (control !== undefined) say(ENQ, { control });
    } else if (said.said === 'garbled') {
      if (machine.view().power) say(0, { control: CONTROL.NAK });
    } else {
      obey(said.command, said.data);
    }
  }

  function obey(command: number, data: string): void {
    if (faults.strikes('deaf', command)) return;
    if (faults.strikes('nak', command)) {
      say(command, { control: CONTROL.NAK });
      return;
    }
    const cut = faults.once('power-cut-command', command);
    if (cut !== 1 && cut !== LASTING) say(command, machine.command(command, data));
    if (cut !== 0) machine.setPower(false);
  }

  function say(command: number, answer: MachineAnswer): void {
    if (answer === undefined || faults.strikes('silent', command)) return;
    let bytes = 'control' in answer ? Uint8Array.of(answer.control) : dataFrame(answer.data);
    const cut = faults.once('cut', command);
    if (cut > 0) bytes = bytes.slice(0, cut);
    if (faults.strikes('doubled', command)) bytes = doubleOne(bytes, random);
    if (faults.strikes('flipped', command)) bytes = flipOne(bytes, random);
    const noise = faults.value('noise');
    if (noise !== 0 && random() * 1000 < Math.abs(noise)) bytes = Uint8Array.of(...burst(random), ...bytes);
    const delay = faults.value('delay');
    const out = () => {
      send(bytes);
      onSent?.(command);
    };
    if (delay > 0) setTimeout(out, delay);
    else out();
  }

  return (bytes) => {
    for (const said of ear(bytes)) reply(said);
  };
}

function dataFrame(data: string): Uint8Array {
  const length = data.length.toString(16).toUpperCase().padStart(2, '0');
  const checked = [...length, ...data].map((character) => character.charCodeAt(0));
  checked.push(ETX);
  return Uint8Array.of(
    DLE,
    STX,
    ...checked,
    checked.reduce((bcc, byte) => bcc ^ byte, 0),
  );
}

function doubleOne(bytes: Uint8Array, random: () => number): Uint8Array {
  const at = Math.floor(random() * bytes.length);
  return Uint8Array.of(...bytes.slice(0, at + 1), ...bytes.slice(at));
}

function flipOne(bytes: Uint8Array, random: () => number): Uint8Array {
  const flipped = bytes.slice();
  const at = Math.floor(random() * bytes.length);
  flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(random() * 8));
  return flipped;
}

const BURST_BYTES_MAX = 6;

function burst(random: () => number): number[] {
  return Array.from({ length: 1 + Math.floor(random() * BURST_BYTES_MAX) }, () => Math.floor(random() * 256));
}
