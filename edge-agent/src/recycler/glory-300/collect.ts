import type { OnProgress, OperationOutcome } from '../driver.ts';
import { COMMAND } from './constants.ts';
import { amountOf, linesOf } from './currency-table.ts';
import { payAndJudge, type VerbContext, type VerbEnd } from './dispense.ts';
import { paidIn } from './judge-collect.ts';
import { compareCounts } from './judge-payout.ts';
import { planPieces } from './plan-pieces.ts';
import type { Counts, DepositReading, StockReading } from './readings.ts';
import { conditionOf, type Talk, unitOrDoor } from './talk.ts';

export interface CollectWish {
  readonly amountMinor: number;
  readonly timeoutMs: number;
  readonly cancelled: () => boolean;
  /** Somebody said that this is all: what was paid in is kept. */
  readonly finished: () => boolean;
  readonly onProgress: OnProgress;
  /** Counted cash and the machine's stock do not agree. */
  readonly onStockDiffers: () => void;
}

/** Why the taking of cash ended. `interrupted`: the machine left the deposit by itself. */
type DepositEnd = 'reached' | 'finish' | 'cancel' | 'time' | 'jam' | 'unit' | 'interrupted';

/** How often a deposit that does not answer is asked to close, one payout poll apart. */
const CLOSE_TRIES_MAX = 15;
/** How often the deposit is read while the last cash is counted. */
const COUNTING_POLLS_MAX = 150;

/** Stock, open, watch, close, stock again; then what a cancelled customer paid in is given back. */
export async function collect(context: VerbContext, wish: CollectWish): Promise<VerbEnd> {
  const { talk, steps } = context;
  const before = await talk.stock('before');
  if (before === undefined) return { result: { outcome: 'refused', reason: 'machine.offline' } };
  const refusal = await openDeposit(talk);
  if (refusal !== undefined) return { result: refusal, stock: before };
  steps.add('deposit_opened');
  const watched = await watchDeposit(context, wish);
  const final = watched.end === 'interrupted' ? undefined : await closeDeposit(talk);
  if (final !== undefined) steps.add('deposit_closed', `${amountOf(context.table, final.counts)}`);
  const after = await talk.stock();
  // Counts that fell mean that the machine lost its memory, so the reading is of another deposit.
  if (final === undefined || amountOf(context.table, final.counts) < amountOf(context.table, watched.counts))
    return interrupted(context, { before, after, counted: watched.counts, reason: watched.reason });
  return settle(context, wish, { before, after, final, end: watched.end, reason: watched.reason });
}

/** Undefined: the deposit is open. */
async function openDeposit(talk: Talk): Promise<OperationOutcome | undefined> {
  const reading = await talk.deposit();
  if (reading === undefined) return { outcome: 'refused', reason: 'machine.offline' };
  const fault = unitFault(reading);
  if (fault !== undefined) return { outcome: 'refused', reason: fault };
  const answer = await talk.command(COMMAND.START_DEPOSIT);
  if (answer.kind === 'control' && conditionOf(answer.byte) === 'ready') return undefined;
  // The answer may have been lost, or be noise that looks like a refusal: what the machine says now decides.
  const now = await talk.deposit();
  if (now?.state === 'counting') return undefined;
  if (answer.kind === 'control' && now !== undefined) {
    switch (conditionOf(answer.byte)) {
      case 'unit_or_door':
        return { outcome: 'refused', reason: await unitOrDoor(talk) };
      case 'abnormal':
        return { outcome: 'refused', reason: 'machine.stopped' };
      default:
    }
  }
  if (now !== undefined) return { outcome: 'refused', reason: 'machine.busy' };
  return {
    outcome: 'unknown',
    evidence: 'the deposit may stand open: the machine stopped answering when it was started',
    in: [],
    out: [],
  };
}

interface Watched {
  readonly end: DepositEnd;
  readonly reason: string;
  readonly counts: Counts;
}

async function watchDeposit({ talk, table, steps }: VerbContext, wish: CollectWish): Promise<Watched> {
  const startMs = talk.timing.monotonicMs();
  let counts: Counts = [];
  let inMinor = 0;
  let silent = false;
  for (;;) {
    const reading = await talk.deposit();
    if (reading === undefined) {
      if (!silent) steps.add('link_lost');
      silent = true;
    } else {
      if (silent) steps.add('link_back');
      silent = false;
      const sum = amountOf(table, reading.counts);
      if (reading.state === 'other' || sum < inMinor)
        return { end: 'interrupted', reason: await interruption(talk), counts };
      counts = reading.counts;
      if (sum > inMinor) {
        inMinor = sum;
        steps.add('cash_counted', `${sum}`);
        wish.onProgress(sum, linesOf(table, counts, 'in', 'stock'));
      }
      const fault = unitFault(reading);
      if (fault !== undefined) {
        steps.add(fault === 'machine.jam' ? 'jam' : 'unit_missing');
        return { end: fault === 'machine.jam' ? 'jam' : 'unit', reason: fault, counts };
      }
      if (inMinor >= wish.amountMinor) return { end: 'reached', reason: 'machine.offline', counts };
    }
    if (wish.cancelled()) {
      steps.add('cancel_asked');
      return { end: 'cancel', reason: 'machine.cancelled', counts };
    }
    if (wish.finished()) {
      steps.add('finish_asked');
      return { end: 'finish', reason: 'machine.offline', counts };
    }
    if (talk.timing.monotonicMs() - startMs >= wish.timeoutMs) {
      steps.add('time_over');
      return { end: 'time', reason: 'machine.time-over', counts };
    }
    await talk.pause(talk.pace.depositPollMs);
  }
}

/** 47, wait until nothing is counted any more, 46, and the final reading. Undefined: the machine never gave it. */
export async function closeDeposit(talk: Talk): Promise<DepositReading | undefined> {
  let endSent = false;
  for (let tries = 0; tries < CLOSE_TRIES_MAX; tries++) {
    if (tries > 0) await talk.pause(talk.pace.payoutPollMs);
    const now = await talk.deposit();
    if (now === undefined) continue;
    if (now.state === 'other') return endSent ? now : undefined;
    const stopped = await talk.command(COMMAND.STOP_DEPOSIT);
    if (stopped.kind === 'silent' || !(await countingEnds(talk))) continue;
    endSent = true;
    const ended = await talk.command(COMMAND.END_DEPOSIT);
    if (ended.kind === 'silent') continue;
    return lastReading(talk);
  }
  return undefined;
}

async function countingEnds(talk: Talk): Promise<boolean> {
  for (let poll = 0; poll < COUNTING_POLLS_MAX; poll++) {
    const reading = await talk.deposit();
    if (reading === undefined) return false;
    if (!reading.counting && reading.state !== 'counting') return true;
    await talk.pause(talk.pace.depositPollMs);
  }
  return false;
}

async function lastReading(talk: Talk): Promise<DepositReading | undefined> {
  for (let tries = 0; tries < CLOSE_TRIES_MAX; tries++) {
    const reading = await talk.deposit();
    if (reading !== undefined) return reading;
    await talk.pause(talk.pace.payoutPollMs);
  }
  return undefined;
}

interface Closed {
  readonly before: StockReading;
  readonly after: StockReading | undefined;
  readonly final: DepositReading;
  readonly end: DepositEnd;
  readonly reason: string;
}

async function settle(context: VerbContext, wish: CollectWish, closed: Closed): Promise<VerbEnd> {
  const { table, steps } = context;
  const { before, after, final, end, reason } = closed;
  const inMinor = amountOf(table, final.counts);
  if (inMinor > 0) wish.onProgress(inMinor, linesOf(table, final.counts, 'in', 'stock'));
  const paid = paidIn(table, final.counts, before, after);
  const stock = after === undefined ? {} : { stock: after };
  steps.add(paid.stockAgrees ? 'stock_compared' : 'stock_differs');
  if (!paid.stockAgrees) wish.onStockDiffers();
  if (end === 'finish' && inMinor === 0) return { result: { outcome: 'cancelled', in: [], out: [] }, ...stock };
  if (end === 'finish' || (end !== 'cancel' && inMinor >= wish.amountMinor))
    return { result: { outcome: 'completed', in: paid.lines, out: [] }, ...stock };
  if (end === 'cancel' || end === 'time') {
    if (inMinor === 0) return { result: { outcome: 'cancelled', in: [], out: [] }, ...stock };
    if (after === undefined) return { result: { outcome: 'retained', in: paid.lines, reason: 'machine.offline' } };
    return giveBack(context, after, final.counts, paid.lines);
  }
  if (inMinor > 0) return { result: { outcome: 'retained', in: paid.lines, reason }, ...stock };
  if (end === 'jam')
    return { result: { outcome: 'unknown', evidence: 'jam before anything was counted', in: [], out: [] }, ...stock };
  return { result: { outcome: 'refused', reason }, ...stock };
}

/** The very pieces that came in, or, where some went to the box, the same amount in others. */
async function giveBack(
  context: VerbContext,
  stock: StockReading,
  counted: Counts,
  lines: ReturnType<typeof paidIn>['lines'],
): Promise<VerbEnd> {
  const { table, steps } = context;
  const same = counted.every((pieces, i) => pieces <= (stock.counts[i] ?? 0));
  const counts = same ? counted : planPieces(table, stock.counts, amountOf(table, counted));
  if (counts === undefined) return { result: { outcome: 'retained', in: lines, reason: 'machine.stock-short' }, stock };
  const paid = await payAndJudge(context, stock, { counts });
  const { result } = paid;
  const after = paid.stock === undefined ? {} : { stock: paid.stock };
  switch (result.outcome) {
    case 'completed':
      steps.add('cash_given_back');
      return { result: { outcome: 'cancelled', in: lines, out: result.out }, ...after };
    case 'refused':
      return { result: { outcome: 'retained', in: lines, reason: result.reason }, ...after };
    case 'partial':
      return { result: { ...result, in: lines }, ...after };
    case 'unknown':
      return { result: { ...result, in: [...lines, ...result.in] }, ...after };
    default:
      return { result, ...after };
  }
}

interface Interrupted {
  readonly before: StockReading;
  readonly after: StockReading | undefined;
  readonly counted: Counts;
  readonly reason: string;
}

/** The deposit has no final reading: the stock is the only witness, and a piece may lie in the path. */
function interrupted({ table, steps }: VerbContext, { before, after, counted, reason }: Interrupted): VerbEnd {
  const countedMinor = amountOf(table, counted);
  if (after === undefined) {
    const lines = paidIn(table, counted, before, undefined).lines;
    return {
      result: {
        outcome: 'unknown',
        evidence: `${reason}: no final reading; ${countedMinor} was counted`,
        in: lines,
        out: [],
      },
    };
  }
  const { rose } = compareCounts(before.counts, after.counts);
  const box = compareCounts(before.cassette, after.cassette).rose;
  const all = rose.map((pieces, i) => pieces + (box[i] ?? 0));
  steps.add('stock_compared');
  const riseMinor = amountOf(table, all);
  // A power cut takes a piece that was drawn in and not counted yet with it: no stock can prove that there was none.
  const proven = reason === 'machine.door-open' || reason === 'machine.unit-missing';
  if (riseMinor === 0 && countedMinor === 0 && proven) return { result: { outcome: 'refused', reason }, stock: after };
  const lines = paidIn(table, all, before, after).lines;
  const evidence = `${reason}: ${countedMinor} was counted, stock rose by ${riseMinor}`;
  return { result: { outcome: 'unknown', evidence, in: lines, out: [] }, stock: after };
}

async function interruption(talk: Talk): Promise<string> {
  const answer = await talk.enquire();
  if (answer.kind !== 'control') return 'machine.offline';
  return conditionOf(answer.byte) === 'unit_or_door' ? unitOrDoor(talk) : 'machine.power-cut';
}

function unitFault(reading: DepositReading): 'machine.jam' | 'machine.unit-missing' | undefined {
  if (reading.noteUnit === '3' || reading.coinUnit === '3') return 'machine.jam';
  const missing = reading.noteDetached || reading.coinDetached || reading.noteUnit === '6' || reading.coinUnit === '6';
  return missing ? 'machine.unit-missing' : undefined;
}
