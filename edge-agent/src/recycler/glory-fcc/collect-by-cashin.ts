import { type CollectWish, dueFor } from './collect.ts';
import { type FccOperation, NEVER_END_DEPOSIT_IN, RESULT, STATUS } from './constants.ts';
import { linesOf, manyOf, sumOf } from './fcc-table.ts';
import { AT_WORK, type OrderEnd, placeOrder } from './place-order.ts';
import { giveBack, prepare, refused } from './prepare.ts';
import { startCashinRest } from './requests.ts';
import { settleOrder } from './settle-order.ts';
import type { VerbContext, VerbEnd } from './verb-context.ts';

/** How often a deposit that stands open is asked to end. */
const END_TRIES_MAX = 15;

const OPEN: readonly number[] = [STATUS.starting, STATUS.waitingForCash, STATUS.counting];
/** While it ends; standing open again means that it never heard. */
const ENDING: readonly number[] = AT_WORK.filter(
  (code) => !OPEN.includes(code) && !NEVER_END_DEPOSIT_IN.includes(code),
);

/** A deposit without change: StartCashin, watch the count, EndCashin, or CashinCancel to give it all back. */
export async function collectByCashin(context: VerbContext, wish: CollectWish): Promise<VerbEnd> {
  const { steps } = context;
  const prepared = await prepare(context);
  if ('refused' in prepared) return { result: prepared.refused };
  const { before } = prepared;
  context.countFromZero();
  const doubts = context.doubts();
  const refusal = await startDeposit(context);
  if (refusal !== undefined) {
    await giveBack(context);
    return refused(refusal, before);
  }
  steps.add('deposit_opened');
  const end = await watchDeposit(context, wish);
  if (end === 'cancel') steps.add('cancel_asked');
  if (end === 'time') steps.add('time_over');
  const ended =
    end === 'left'
      ? gone(context, doubts)
      : await endDeposit(context, end === 'reached' ? 'EndCashin' : 'CashinCancel', doubts);
  steps.add('deposit_closed', ended.end);
  return settleOrder(context, { verb: 'collect', wantMinor: wish.amountMinor }, before, ended);
}

/** Undefined: the deposit is open. */
async function startDeposit(context: VerbContext): Promise<string | undefined> {
  const { line, operation: id } = context;
  const reply = await line.ask({ operation: 'StartCashin', rest: startCashinRest, id });
  if (reply.kind === 'unsent') return 'machine.offline';
  if (reply.kind === 'answer')
    return reply.answer.result === RESULT.ok
      ? undefined
      : reply.answer.result === RESULT.exclusive
        ? 'machine.busy'
        : (context.shown() ?? 'machine.stopped');
  // The answer may have been lost after the deposit opened: what the machine says now decides.
  const status = await context.look();
  return status !== undefined && OPEN.includes(status.code) ? undefined : 'machine.no-answer';
}

async function watchDeposit(context: VerbContext, wish: CollectWish): Promise<'reached' | 'cancel' | 'time' | 'left'> {
  const { pace, table } = context;
  const done = new AbortController();
  let due: 'cancel' | 'time' | 'done' | undefined;
  void dueFor(context, wish, done.signal).then((why) => {
    due = why;
  });
  try {
    while (context.isOpen()) {
      if (context.counted() >= wish.amountMinor) return 'reached';
      if (due === 'cancel' || due === 'time') return due;
      const status = await context.look();
      if (status?.code === STATUS.idle) return 'left';
      const paidIn = manyOf(table, status?.deposit ?? []);
      context.tellCounted(sumOf(paidIn), linesOf(paidIn, 'in', 'stock'));
      if (status?.code === STATUS.removeFromInlet) context.onRemoveReject();
      if (status?.code === STATUS.error || status?.code === STATUS.waitingRecovery) return 'cancel';
      await context.pause(pace.lookMs);
    }
    return 'left';
  } finally {
    done.abort();
  }
}

/** Never in a state in which the machine would hang; a deposit that stands open afterwards did not hear it. */
export async function endDeposit(
  context: VerbContext,
  operation: FccOperation,
  doubts = context.doubts(),
): Promise<OrderEnd> {
  const { pace, timing } = context;
  const startMs = timing.monotonicMs();
  for (let tries = 0; tries < END_TRIES_MAX; ) {
    const status = await context.look();
    const over = timing.monotonicMs() - startMs >= pace.findMs || !context.isOpen();
    const code = status?.code;
    if (code === STATUS.removeFromInlet) context.onRemoveReject();
    if (!over && (code === undefined || NEVER_END_DEPOSIT_IN.includes(code))) {
      await context.pause(pace.lookMs);
      continue;
    }
    if (over || code === undefined || code === STATUS.idle) return gone(context, doubts);
    tries += 1;
    const end = await placeOrder(context, { operation, rest: '', timeoutMs: pace.orderMs, running: ENDING });
    if (end.end === 'answer' && end.answer.result !== RESULT.exclusive) return end;
    const now = await context.look();
    if (now !== undefined && !OPEN.includes(now.code)) return end.end === 'unsent' ? gone(context, doubts) : end;
    await context.pause(pace.lookMs);
  }
  return gone(context, doubts);
}

const gone = (context: VerbContext, doubts: number): OrderEnd => ({
  end: 'gone',
  powerDoubt: context.doubts() !== doubts || !context.isOpen(),
});
