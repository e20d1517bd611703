import { type FccOperation, RESULT, STATUS } from './constants.ts';
import type { FccAnswer } from './parse-answer.ts';
import { answerOf } from './parse-answer.ts';
import type { StatusRead } from './readings.ts';
import type { VerbContext } from './verb-context.ts';

/** How an order ended. `gone`: it was sent, and neither its answer nor the machine's memory of it can be had. */
export type OrderEnd =
  | { readonly end: 'answer'; readonly answer: FccAnswer }
  | { readonly end: 'unsent' }
  | { readonly end: 'gone'; readonly powerDoubt: boolean };

export interface Order {
  readonly operation: FccOperation;
  readonly rest: string;
  readonly timeoutMs: number;
  /** In these the order may still be going on. */
  readonly running: readonly number[];
}

/** An order may still be under way in these. */
export const AT_WORK: readonly number[] = [
  STATUS.initializing,
  STATUS.starting,
  STATUS.waitingForCash,
  STATUS.counting,
  STATUS.dispensing,
  STATUS.removeFromInlet,
  STATUS.resetting,
  STATUS.cancelling,
  STATUS.calculating,
  STATUS.depositCancel,
  STATUS.collecting,
  STATUS.suspectNote,
  STATUS.busy,
];

/**
 * Sends an order once, and never again, whatever is heard. When the answer is lost it is looked for where else it may
 * be: on the event line, which repeats answers, and in the machine's memory, which is one deep.
 */
export async function placeOrder(context: VerbContext, order: Order): Promise<OrderEnd> {
  const { line, conversation, steps, operation: id } = context;
  const seqNo = conversation.nextSeqNo();
  const doubts = context.doubts();
  const given = new AbortController();
  const echo = context.echoes.when(id, seqNo, given);
  const { operation, rest, timeoutMs } = order;
  const reply = await Promise.race([
    line.ask({ operation, rest, id, seqNo, timeoutMs, signal: given.signal }),
    echo.then((answer) => ({ kind: 'answer', answer }) as const),
  ]);
  context.echoes.forget(seqNo);
  if (reply.kind === 'unsent') return { end: 'unsent' };
  if (reply.kind === 'answer' && reply.answer.result !== RESULT.duplicate)
    return { end: 'answer', answer: reply.answer };
  steps.add('link_lost', reply.kind === 'lost' ? reply.reason : 'the machine has had this order already');
  const found = await findOrder(context, order, seqNo);
  steps.add('link_back', found === undefined ? 'the answer is gone' : `result ${found.result}`);
  if (found !== undefined) return { end: 'answer', answer: found };
  return { end: 'gone', powerDoubt: context.doubts() !== doubts || !context.isOpen() };
}

async function findOrder(context: VerbContext, order: Order, seqNo: string): Promise<FccAnswer | undefined> {
  const { pace, timing } = context;
  const patienceMs = Math.max(pace.findMs, order.timeoutMs);
  const startMs = timing.monotonicMs();
  while (context.isOpen() && timing.monotonicMs() - startMs < patienceMs) {
    const echoed = context.echoes.past(seqNo);
    if (echoed !== undefined) return echoed;
    const status = await context.look();
    if (status !== undefined && !order.running.includes(status.code)) {
      const last = await lastResponse(context);
      if (last !== 'lost') return last?.seqNo === seqNo && last.id === context.operation ? last : undefined;
    }
    await context.pause(pace.lookMs);
  }
  return undefined;
}

/** The machine's memory of its last order; undefined when it has none. */
export async function lastResponse({ line }: VerbContext): Promise<FccAnswer | undefined | 'lost'> {
  const reply = await line.ask({ operation: 'GetLastResponse' });
  if (reply.kind !== 'answer') return 'lost';
  const inner = reply.answer.element.children.find((child) => child.name.endsWith('Response'));
  return inner === undefined ? undefined : answerOf(inner);
}

/** Waits while the machine is in one of these states, as long as the time lasts; undefined when it is not heard. */
export async function waitWhile(
  context: VerbContext,
  codes: readonly number[],
  mostMs: number,
): Promise<StatusRead | undefined> {
  const { timing, pace } = context;
  const startMs = timing.monotonicMs();
  for (;;) {
    const status = await context.look();
    const over = timing.monotonicMs() - startMs >= mostMs || !context.isOpen();
    if (over || (status !== undefined && !codes.includes(status.code))) return status;
    if (status?.code === STATUS.removeFromOutlet || status?.code === STATUS.removeFromInlet) context.onTakeCash();
    await context.pause(pace.lookMs);
  }
}
