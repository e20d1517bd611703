import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { BATCH_BYTES_MAX, BATCH_LINES_MAX, type BatchEnvelope, BatchEnvelopeSchema } from '@tillbridge/shared/sync';
import { Compile } from 'typebox/compile';
import { hasDuplicateKey } from './duplicate-key.ts';
import { type ParsedLine, parseLine } from './parse-line.ts';
import type { ShopNames } from './shop-names.ts';

const NEWLINE = 10;
const ENVELOPE_BYTES_MAX = 16_384;
const checkEnvelope = Compile(BatchEnvelopeSchema);

/** The lines of a batch as they came: bytes hashed at once, text and meaning read only when somebody asks. */
export class BatchLines {
  /** SHA-256 of the raw bytes of each line, hex. */
  readonly hashes: string[] = [];
  readonly offsets: number[] = [];
  readonly lengths: number[] = [];
  readonly #bytes: Buffer;
  readonly #nowMs: number;
  readonly #sumsExact: boolean;
  readonly #parsed: ParsedLine[] = [];
  #wholeIsUtf8: boolean | undefined;
  #names: ShopNames | undefined;

  constructor(bytes: Buffer, nowMs: number, sumsExact: boolean) {
    this.#bytes = bytes;
    this.#nowMs = nowMs;
    this.#sumsExact = sumsExact;
    for (let start = 0; start < bytes.length; ) {
      const newline = bytes.indexOf(NEWLINE, start);
      const end = newline === -1 ? bytes.length : newline;
      this.offsets.push(start);
      this.lengths.push(end - start);
      this.hashes.push(hash('sha256', bytes.subarray(start, end), 'hex'));
      start = end + 1;
    }
  }

  get count(): number {
    return this.hashes.length;
  }

  hashOf(index: number): string {
    return this.hashes[index] ?? '';
  }

  /** From here on lines are read by these mappings: each decision reads by those that its own view holds. */
  readBy(names: ShopNames | undefined): void {
    if (names === this.#names) return;
    this.#names = names;
    this.#parsed.length = 0;
  }

  /** Parsed once; never throws. */
  line(index: number): ParsedLine {
    const known = this.#parsed[index];
    if (known !== undefined) return known;
    const parsed = parseLine(this.#text(index), this.lengths[index] ?? 0, this.#nowMs, this.#sumsExact, this.#names);
    this.#parsed[index] = parsed;
    return parsed;
  }

  /** All bytes as one text where Postgres can take them so, which is half as long as hex; else as hex. */
  transport(): { readonly text: string; readonly isHex: boolean } {
    if (this.#isUtf8() && !this.#bytes.includes(0)) return { text: this.#bytes.toString('utf8'), isHex: false };
    return { text: this.#bytes.toString('hex'), isHex: true };
  }

  #text(index: number): string | undefined {
    const start = this.offsets[index] ?? 0;
    const end = start + (this.lengths[index] ?? 0);
    if (!this.#isUtf8() && !isUtf8(this.#bytes.subarray(start, end))) return undefined;
    return this.#bytes.toString('utf8', start, end);
  }

  #isUtf8(): boolean {
    this.#wholeIsUtf8 ??= isUtf8(this.#bytes);
    return this.#wholeIsUtf8;
  }
}

export interface ReadBatch {
  readonly envelope: BatchEnvelope;
  readonly lines: BatchLines;
}

/**
 * Splits decompressed NDJSON into the envelope and the fact lines. Throws `sync.batch-too-large` and `sync.envelope`.
 */
export function readBatch(bytes: Buffer, nowMs: number, sumsExact: boolean): ReadBatch {
  const newline = bytes.indexOf(NEWLINE);
  const head = bytes.subarray(0, newline === -1 ? bytes.length : newline);
  if (head.length > ENVELOPE_BYTES_MAX || bytes.length - head.length > BATCH_BYTES_MAX + 1) {
    throw new Fault('sync.batch-too-large', { bytes: bytes.length });
  }
  const envelope = readEnvelope(head.toString('utf8'));
  const rest = newline === -1 ? Buffer.alloc(0) : bytes.subarray(newline + 1);
  if (countLines(rest) > BATCH_LINES_MAX) throw new Fault('sync.batch-too-large', { linesMax: BATCH_LINES_MAX });
  const lines = new BatchLines(rest, nowMs, sumsExact);
  if (envelope.to !== envelope.from + lines.count - 1) {
    throw new Fault('sync.envelope', { detail: `from ${envelope.from} to ${envelope.to}, but ${lines.count} lines` });
  }
  return { envelope, lines };
}

function readEnvelope(text: string): BatchEnvelope {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Fault('sync.envelope', { detail: 'not JSON' });
  }
  if (!checkEnvelope.Check(value)) {
    const [error] = checkEnvelope.Errors(value);
    throw new Fault('sync.envelope', { detail: `${error?.instancePath ?? ''} ${error?.message ?? ''}`.trim() });
  }
  if (hasDuplicateKey(text)) throw new Fault('sync.envelope', { detail: 'a key twice' });
  const { pending, oldestPendingMs, clockOffsetMs = 0 } = value.stats;
  if (![pending, oldestPendingMs, clockOffsetMs].every(Number.isSafeInteger))
    throw new Fault('sync.envelope', { detail: '/stats' });
  return value;
}

/** Counted before anything is hashed, so that a batch of nothing but newlines costs nothing. */
function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = 0; at < bytes.length && count <= BATCH_LINES_MAX; count += 1) {
    const newline = bytes.indexOf(NEWLINE, at);
    at = newline === -1 ? bytes.length : newline + 1;
  }
  return count;
}
