import { checksum } from './checksum.ts';
import { CONTROL, DLE, ETX, STX } from './constants.ts';

/** A whole frame with a right checksum. Its data are the bytes `from` … `to` (exclusive) of `bytes`. */
export interface DataHeard {
  readonly kind: 'data';
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/** One byte of the machine's vocabulary. After noise it is suspect: it may be the checksum of a damaged frame. */
export interface ControlHeard {
  readonly kind: 'control';
  readonly byte: number;
  readonly suspect: boolean;
}

/** Bytes that belong to nothing, and why the first of them was given up. */
export interface NoiseHeard {
  readonly kind: 'noise';
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  readonly why: 'stray' | 'length' | 'end' | 'checksum' | 'cut';
}

export type Heard = DataHeard | ControlHeard | NoiseHeard;

export interface FrameCutter {
  /** Cuts what can be cut; an unfinished frame is kept for the next call. The values may view `chunk`. */
  push(chunk: Uint8Array): Heard[];
  /** No more bytes will finish the frame that has begun: its first byte becomes noise, the rest is cut again. */
  giveUp(): Heard[];
  /** Bytes of an unfinished frame. */
  pending(): number;
  /** The line was quiet, or something new is about to be asked: what comes next is not suspect for what came before. */
  settle(): void;
}

const NOTHING = new Uint8Array(0);
/** 1 for control bytes. */
const IS_CONTROL = new Uint8Array(256);
for (const byte of Object.values(CONTROL)) IS_CONTROL[byte] = 1;
/** 1 for every byte that ends a run of noise. */
const ENDS_NOISE = IS_CONTROL.slice();
ENDS_NOISE[DLE] = 1;
/** Value of a hex digit, 255 for every other byte. */
const HEX = new Uint8Array(256).fill(255);
for (let value = 0; value < 16; value++) {
  const digit = value.toString(16);
  HEX[digit.charCodeAt(0)] = value;
  HEX[digit.toUpperCase().charCodeAt(0)] = value;
}

/** What stands at `at`: the length of a whole frame, 0 when more bytes are needed, or why it is no frame. */
function frameAt(bytes: Uint8Array, at: number, end: number): number | 'stray' | 'length' | 'end' | 'checksum' {
  if (at + 1 >= end) return 0;
  if (bytes[at + 1] !== STX) return 'stray';
  if (at + 2 >= end) return 0;
  const high = HEX[bytes[at + 2] ?? 0] ?? 255;
  if (high === 255) return 'length';
  if (at + 3 >= end) return 0;
  const low = HEX[bytes[at + 3] ?? 0] ?? 255;
  if (low === 255) return 'length';
  const length = high * 16 + low + 6;
  if (at + length > end) return 0;
  if (bytes[at + length - 2] !== ETX) return 'end';
  if (checksum(bytes, at + 2, at + length - 1) !== bytes[at + length - 1]) return 'checksum';
  return length;
}

/**
 * Cuts the machine's bytes into frames, control bytes and noise, whatever way the stream is cut into chunks.
 * Layout: DLE STX LEN LEN DATA ETX BCC, or one control byte. Bytes are told apart by their place, never by their
 * value; a start byte without its end gives up that one byte, not what follows. Throws never.
 */
export function createFrameCutter(): FrameCutter {
  let kept = NOTHING;
  let afterNoise = false;

  function cut(bytes: Uint8Array, first: number, out: Heard[]): void {
    const end = bytes.length;
    let at = first;
    while (at < end) {
      const byte = bytes[at] ?? 0;
      if (byte === DLE) {
        const frame = frameAt(bytes, at, end);
        if (frame === 0) break;
        if (typeof frame === 'number') {
          out.push({ kind: 'data', bytes, from: at + 4, to: at + frame - 2 });
          afterNoise = false;
          at += frame;
        } else {
          out.push({ kind: 'noise', bytes, from: at, to: at + 1, why: frame });
          afterNoise = true;
          at += 1;
        }
      } else if (IS_CONTROL[byte] === 1) {
        out.push({ kind: 'control', byte, suspect: afterNoise });
        at += 1;
      } else {
        const from = at;
        do at += 1;
        while (at < end && ENDS_NOISE[bytes[at] ?? 0] === 0);
        out.push({ kind: 'noise', bytes, from, to: at, why: 'stray' });
        afterNoise = true;
      }
    }
    kept = at < end ? bytes.slice(at) : NOTHING;
  }

  return {
    push(chunk) {
      const out: Heard[] = [];
      if (kept.length === 0) {
        cut(chunk, 0, out);
        return out;
      }
      const joined = new Uint8Array(kept.length + chunk.length);
      joined.set(kept);
      joined.set(chunk, kept.length);
      cut(joined, 0, out);
      return out;
    },
    giveUp() {
      const bytes = kept;
      const out: Heard[] = [];
      if (bytes.length === 0) return out;
      out.push({ kind: 'noise', bytes, from: 0, to: 1, why: 'cut' });
      afterNoise = true;
      cut(bytes, 1, out);
      return out;
    },
    pending: () => kept.length,
    settle() {
      afterNoise = false;
    },
  };
}

/** The data of a frame as text; the protocol is ASCII, other bytes are kept as their code. */
export function dataText(heard: DataHeard): string {
  let text = '';
  for (let i = heard.from; i < heard.to; i++) text += String.fromCharCode(heard.bytes[i] ?? 0);
  return text;
}
