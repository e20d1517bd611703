import { FACT_BYTES_MAX } from '@tillbridge/shared/fact';
import type { BatchEnvelope } from '@tillbridge/shared/sync';
import { sha256 } from '../journal/hash.ts';
import type { Journal, StoredLine } from '../journal/journal.ts';
import { readEnding } from '../journal/line.ts';
import type { AgentRules } from './rules.ts';
import { type DeliveryState, isCulprit, type SentLine, type Tail } from './state.ts';

/** Rows whose bytes are gone are read over in pieces of this size. */
const SKIP_LINES = 500;
const LINE_END = 0x0a;

/** A run of lines of one epoch, ready for an envelope. */
export interface Cut {
  readonly epoch: string;
  readonly tail: boolean;
  readonly from: number;
  readonly to: number;
  readonly toHash: string;
  readonly lines: readonly Uint8Array[];
  readonly lastLine: SentLine | undefined;
  /** ◆ Of a tail: what was sent before it, so that the cloud can say whether it still has that. */
  readonly after: SentLine | undefined;
  readonly lost: BatchEnvelope['lost'];
  readonly damaged: readonly number[];
  /** Bytes that cannot travel as a line; they go as files before the batch does. */
  readonly salvage: readonly Uint8Array[];
  /** More lies behind it. */
  readonly more: boolean;
}

export type CutResult =
  | { readonly cut: Cut }
  /** A line is not what was written, or is gone without having been pruned: the epoch must be left. */
  | { readonly broken: 'edited' | 'damaged'; readonly sequence: number }
  | { readonly nothing: true };

type Source = Pick<Journal, 'linesFrom' | 'hashAt' | 'epochs' | 'live'>;
type Limits = Pick<DeliveryState, 'limits' | 'linesCap' | 'culprits'>;

/** The next batch of the live epoch from a place on; what was pruned before it is declared lost. */
export function cutLive(journal: Source, from: number, state: Limits, rules: AgentRules): CutResult {
  const live = journal.live();
  if (from > live.last) return { nothing: true };
  const gap = gapAt(journal, live, from, state);
  if (gap?.unexplained === true) return { broken: 'damaged', sequence: from };
  const start = gap === undefined ? from : gap.to + 1;
  const run = readRun(journal, { epoch: live.epoch, from: start, tail: false }, state, rules);
  if (run.lines.length === 0 && run.brokenAt !== undefined) return { broken: 'edited', sequence: run.brokenAt };
  if (run.lines.length === 0 && start <= live.last && gap === undefined) return { broken: 'damaged', sequence: start };
  const lost = gap !== undefined && rules.declareLost ? { from, to: gap.to, hash: gap.hash } : undefined;
  return {
    cut: finish(
      { epoch: live.epoch, tail: false, after: undefined, start, lost, startHash: gap?.hash ?? live.ackedHash },
      { ...run, salvage: gap?.salvage ?? [] },
      live.last,
    ),
  };
}

/** The next batch of a left epoch. Lines that were damaged are named; missing ones are declared where they join the stream. */
export function cutTail(journal: Source, tail: Tail, state: Limits, rules: AgentRules): CutResult {
  const left = journal.epochs().find((view) => view.epoch === tail.epoch);
  if (left === undefined) return { nothing: true };
  const gap = gapAt(journal, left, tail.next, { culprits: [] });
  const start = gap === undefined ? tail.next : gap.to + 1;
  const run = readRun(journal, { epoch: left.epoch, from: start, tail: true }, state, rules);
  const joins = gap !== undefined && tail.joinsAt !== undefined && gap.to > tail.joinsAt;
  const lost = joins && rules.declareLost ? { from: (tail.joinsAt ?? 0) + 1, to: gap.to, hash: gap.hash } : undefined;
  if (run.lines.length === 0 && lost === undefined) return { nothing: true };
  return {
    cut: finish(
      { epoch: left.epoch, tail: true, after: tail.after, start, lost, startHash: gap?.hash ?? left.headerHash },
      run,
      left.last,
    ),
  };
}

interface Gap {
  readonly to: number;
  readonly hash: string;
  /** Neither pruned nor refused: somebody took the bytes away. */
  readonly unexplained: boolean;
  /** Bytes of refused facts, which must be in custody as files before their places are declared. */
  readonly salvage: readonly Uint8Array[];
}

type View = ReturnType<Source['live']>;

/** Places from `from` on whose bytes are not here, or may not travel as lines. */
function gapAt(journal: Source, view: View, from: number, state: Pick<DeliveryState, 'culprits'>): Gap | undefined {
  let to = Math.max(from - 1, Math.min(view.prunedTo, view.last));
  const salvage: Uint8Array[] = [];
  let unexplained = false;
  let joined = to >= view.last;
  for (const { sequence, bytes } of rowsFrom(journal, view.epoch, to + 1)) {
    const refused = isCulprit(state, view.epoch, sequence);
    if (sequence > to + 1) unexplained = true;
    to = sequence - 1;
    joined = bytes !== null && !refused;
    if (joined) break;
    if (bytes === null) unexplained ||= !refused;
    else salvage.push(bytes);
    to = sequence;
    joined = to >= view.last;
  }
  if (!joined) {
    unexplained = true;
    to = view.last;
  }
  return to < from ? undefined : { to, hash: hashBefore(journal, view.epoch, to), unexplained, salvage };
}

/** Rows in order; the first alone, because as a rule it is there and nothing more is needed. */
function* rowsFrom(journal: Source, epoch: string, from: number): Generator<StoredLine> {
  let rows = journal.linesFrom(epoch, from, 1);
  while (rows.length > 0) {
    yield* rows;
    rows = journal.linesFrom(epoch, (rows.at(-1)?.sequence ?? 0) + 1, SKIP_LINES);
  }
}

/** From the column; where even the row is gone, from the line behind it. */
function hashBefore(journal: Source, epoch: string, sequence: number): string {
  const own = journal.hashAt(epoch, sequence);
  if (own !== undefined) return own;
  const [next] = journal.linesFrom(epoch, sequence + 1, 1);
  return (next?.bytes && readEnding(next.bytes)?.prev) ?? '';
}

interface Run {
  readonly lines: readonly Uint8Array[];
  readonly lastHash: string | undefined;
  readonly damaged: readonly number[];
  readonly salvage: readonly Uint8Array[];
  /** First line of a live epoch that is not what was written. */
  readonly brokenAt: number | undefined;
}

interface Stretch {
  readonly epoch: string;
  readonly from: number;
  readonly tail: boolean;
}

/** Lines that follow each other, as many as the limits allow. */
function readRun(journal: Source, { epoch, from, tail }: Stretch, state: Limits, rules: AgentRules): Run {
  const linesMax = Math.min(state.linesCap, state.limits.lines);
  const lines: Uint8Array[] = [];
  let [bytesLeft, lastHash] = [state.limits.bytes, undefined as string | undefined];
  for (const { sequence, hash, bytes } of journal.linesFrom(epoch, from, linesMax)) {
    if (bytes === null || sequence !== from + lines.length) break;
    const refused = isCulprit(state, epoch, sequence);
    // ◆ What no longer matches its hash is never sent as if it did.
    const edited = rules.hashBeforeSend && sha256(bytes) !== hash;
    if (refused && !tail) break;
    if (edited && !tail) return { lines, lastHash, damaged: [], salvage: [], brokenAt: sequence };
    const unfit = (edited || refused) && (refused || !isLine(bytes));
    const line = unfit ? placeholder(bytes) : bytes;
    if (lines.length > 0 && line.length + 1 > bytesLeft) break;
    lines.push(line);
    bytesLeft -= line.length + 1;
    lastHash = hash;
    // The hash of a damaged line is proved by `toHash`, so the batch ends with it.
    if (edited || refused)
      return { lines, lastHash, damaged: [sequence], salvage: unfit ? [bytes] : [], brokenAt: undefined };
  }
  return { lines, lastHash, damaged: [], salvage: [], brokenAt: undefined };
}

/** A line end inside, nothing at all, or more than any line may hold: such bytes cannot stand in a batch. */
function isLine(bytes: Buffer): boolean {
  return bytes.length > 0 && bytes.length <= FACT_BYTES_MAX && !bytes.includes(LINE_END);
}

/** Keeps the place of bytes that travel as a file. */
function placeholder(bytes: Buffer): Uint8Array {
  return Buffer.from(`{"salvaged":"${sha256(bytes)}"}`);
}

function finish(
  head: Pick<Cut, 'epoch' | 'tail' | 'after' | 'lost'> & { start: number; startHash: string },
  run: Run,
  last: number,
): Cut {
  const { epoch, tail, after, start, lost } = head;
  const { lines, damaged, salvage } = run;
  const to = start + lines.length - 1;
  const lastLine = lines.at(-1);
  return {
    epoch,
    tail,
    from: start,
    to,
    toHash: run.lastHash ?? head.startHash,
    lines,
    lastLine: lastLine && { sequence: to, hash: sha256(lastLine) },
    after,
    lost,
    damaged,
    salvage,
    more: to < last,
  };
}
