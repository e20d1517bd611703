import { DC1, ENQ, EOT, ETX, STX } from '../src/recycler/glory-300/constants.ts';

/** What the host said. `garbled`: a command whose length or checksum is wrong. */
export type HostSaid =
  | { readonly said: 'command'; readonly command: number; readonly data: string }
  | { readonly said: 'enquiry' }
  | { readonly said: 'end' }
  | { readonly said: 'garbled' };

/** Listens to a host the way the machine does: byte by byte, forgetting what makes no sense. */
export function createHostEar(): (bytes: Uint8Array) => HostSaid[] {
  let held: number[] = [];

  function listen(byte: number): HostSaid | undefined {
    if (held.length === 0) {
      if (byte === ENQ) return { said: 'enquiry' };
      if (byte === EOT) return { said: 'end' };
      if (byte === STX) held = [byte];
      return undefined;
    }
    held.push(byte);
    if (held.length === 2 && byte !== DC1) held = [];
    if (held.length < 5) return undefined;
    const length = Number.parseInt(String.fromCharCode(held[3] ?? 0, held[4] ?? 0), 16);
    if (Number.isNaN(length)) return forget();
    if (held.length < length + 7) return undefined;
    const frame = held;
    held = [];
    const bcc = frame.slice(1, -1).reduce((sum, one) => sum ^ one, 0);
    if (frame[length + 5] !== ETX || bcc !== frame[length + 6]) return { said: 'garbled' };
    return { said: 'command', command: frame[2] ?? 0, data: String.fromCharCode(...frame.slice(5, 5 + length)) };
  }

  function forget(): HostSaid {
    held = [];
    return { said: 'garbled' };
  }

  return (bytes) => {
    const all: HostSaid[] = [];
    for (const byte of bytes) {
      const said = listen(byte);
      if (said !== undefined) all.push(said);
    }
    return all;
  };
}
