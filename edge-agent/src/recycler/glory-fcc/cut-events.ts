import { EVENT_END, EVENT_ROOT } from './constants.ts';

/** Longest message of the event line; the machine's own are below 16 KiB. */
export const EVENT_BYTES_MAX = 65_536;

/** A whole message as text, or bytes that belong to none and why. */
export type EventHeard =
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'noise'; readonly bytes: number; readonly why: 'stray' | 'length' | 'text' };

export interface EventCutter {
  /** Cuts what can be cut; an unfinished message is kept for the next call. */
  push(chunk: Uint8Array): EventHeard[];
  /** Bytes of an unfinished message, at most EVENT_BYTES_MAX. */
  pending(): number;
}

const NOTHING = new Uint8Array(0);
const START = new TextEncoder().encode(`<${EVENT_ROOT}`);

/**
 * Cuts the event line into messages, however the stream was cut into packets. Layout: XML text ended by 0x00. Text is
 * decoded over whole messages only; what stands before the last start of a message is noise and costs only itself.
 * Throws never.
 */
export function createEventCutter(): EventCutter {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let kept: Uint8Array = NOTHING;
  /** Bytes already given up of a message that is too long; its end is still to come. */
  let skipped = 0;

  function whole(bytes: Uint8Array, out: EventHeard[]): void {
    if (skipped > 0) {
      out.push({ kind: 'noise', bytes: skipped + bytes.length, why: 'length' });
      skipped = 0;
      return;
    }
    if (bytes.length === 0) return;
    const start = lastStart(bytes);
    const noise = start < 0 ? bytes.length : start;
    if (noise > 0) out.push({ kind: 'noise', bytes: noise, why: 'stray' });
    if (start < 0) return;
    try {
      out.push({ kind: 'message', text: decoder.decode(bytes.subarray(start)) });
    } catch {
      out.push({ kind: 'noise', bytes: bytes.length - start, why: 'text' });
    }
  }

  return {
    push(chunk) {
      const out: EventHeard[] = [];
      let from = 0;
      for (;;) {
        const end = chunk.indexOf(EVENT_END, from);
        const part = chunk.subarray(from, end < 0 ? chunk.length : end);
        const tooLong = skipped > 0 || kept.length + part.length > EVENT_BYTES_MAX;
        if (tooLong) skipped += kept.length + part.length;
        kept = tooLong ? NOTHING : joined(kept, part);
        if (end < 0) return out;
        whole(kept, out);
        kept = NOTHING;
        from = end + 1;
      }
    },
    pending: () => kept.length,
  };
}

function joined(kept: Uint8Array, part: Uint8Array): Uint8Array {
  if (kept.length === 0) return part.slice();
  const both = new Uint8Array(kept.length + part.length);
  both.set(kept);
  both.set(part, kept.length);
  return both;
}

/** Where the last message begins; -1 when none does. */
function lastStart(bytes: Uint8Array): number {
  for (let at = bytes.length - START.length; at >= 0; at--) {
    if (START.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}
