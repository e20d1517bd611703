import { connect, type Socket } from 'node:net';
import { EVENT_END, REGISTRATIONS_MAX, RESULT } from '../../src/recycler/glory-fcc/constants.ts';
import type { FccFaults } from './fcc-faults.ts';

interface Registration {
  readonly address: string;
  readonly port: number;
  socket: Socket | undefined;
  kept: Buffer[];
}

/** The machine's side of its event lines: it dials whoever has registered. */
export interface EventLines {
  register(address: string, port: number): number;
  unregister(address: string, port: number): number;
  tell(message: string): void;
  /** The power failed: all registrations are forgotten. */
  forget(): void;
  /** The cable was pulled. */
  hangUp(): void;
  many(): number;
}

const NOISE = Buffer.from([0x3c, 0x42, 0xff, 0x26, 0x3e]);

export function createEventLines(faults: FccFaults, plugged: () => boolean): EventLines {
  const registrations: Registration[] = [];
  const find = (address: string, port: number) =>
    registrations.find((each) => each.address === address && each.port === port);

  function dial(registration: Registration): Socket {
    const socket = connect({ host: registration.address, port: registration.port, noDelay: true });
    registration.socket = socket;
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (registration.socket === socket) registration.socket = undefined;
    });
    socket.resume();
    return socket;
  }

  function send(registration: Registration, message: Buffer): void {
    const merge = faults.value('events-merged');
    registration.kept.push(message);
    if (merge > 0 && registration.kept.length < merge) return;
    const bytes = Buffer.concat(registration.kept);
    if (registration.kept.length > 1) faults.note('events-merged');
    registration.kept = [];
    const socket = registration.socket ?? dial(registration);
    const split = faults.value('events-split');
    if (split < 1) return void socket.write(bytes);
    faults.note('events-split');
    for (let at = 0; at < bytes.length; at += split) socket.write(bytes.subarray(at, at + split));
  }

  function remove(registration: Registration | undefined): void {
    if (registration === undefined) return;
    registrations.splice(registrations.indexOf(registration), 1);
    registration.socket?.destroy();
  }

  return {
    register(address, port) {
      if (address === '127.0.0.1' || address === 'localhost' || !(port > 0)) return RESULT.parameter;
      remove(find(address, port));
      const isFull = faults.value('registrations-full') !== 0;
      if (isFull) faults.note('registrations-full');
      if (isFull || registrations.length >= REGISTRATIONS_MAX) return RESULT.registrationsFull;
      const registration: Registration = { address, port, socket: undefined, kept: [] };
      registrations.push(registration);
      dial(registration);
      return RESULT.ok;
    },
    unregister(address, port) {
      remove(find(address, port));
      return RESULT.ok;
    },
    tell(message) {
      if (!plugged() || faults.strikes('events-lost')) return;
      const one = Buffer.concat([
        faults.strikes('events-noise') ? NOISE : Buffer.alloc(0),
        Buffer.from(message, 'utf8'),
        Buffer.of(EVENT_END),
      ]);
      const twice = faults.strikes('events-doubled');
      for (const registration of registrations) {
        send(registration, one);
        if (twice) send(registration, one);
      }
    },
    forget() {
      for (const registration of [...registrations]) remove(registration);
    },
    hangUp() {
      for (const { socket } of registrations) socket?.destroy();
    },
    many: () => registrations.length,
  };
}
