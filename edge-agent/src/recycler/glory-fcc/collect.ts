import { RESULT } from './constants.ts';
import { AT_WORK, placeOrder } from './place-order.ts';
import { prepare } from './prepare.ts';
import { changeCancelRest, changeRest } from './requests.ts';
import { settleOrder } from './settle-order.ts';
import type { VerbContext, VerbEnd } from './verb-context.ts';

export interface CollectWish {
  readonly amountMinor: number;
  readonly timeoutMs: number;
  /** Aborted when somebody ends the collect. */
  readonly cancel: AbortSignal;
}

/**
 * A sale as the machine does it: Change takes the money and gives what is too much, and answers when that is done. A
 * cancel goes out beside it. The answer's lists are the deposit; what was lost on the line is looked for, never asked
 * again.
 */
export async function collectByChange(context: VerbContext, wish: CollectWish): Promise<VerbEnd> {
  const { table, pace, steps } = context;
  const prepared = await prepare(context);
  if ('refused' in prepared) return { result: prepared.refused };
  context.countFromZero();
  steps.add('deposit_opened');
  const done = new AbortController();
  const cancelling = cancelWhenDue(context, wish, done.signal);
  const end = await placeOrder(context, {
    operation: 'Change',
    rest: changeRest(table, wish.amountMinor, context.refundOnShortage),
    timeoutMs: wish.timeoutMs + pace.changeGraceMs,
    running: AT_WORK,
  });
  done.abort();
  await cancelling;
  steps.add('deposit_closed', end.end);
  return settleOrder(context, { verb: 'collect', wantMinor: wish.amountMinor }, prepared.before, end);
}

/** Asks for the end again and again while the order runs: a cancel moves nothing twice. */
async function cancelWhenDue(context: VerbContext, wish: CollectWish, done: AbortSignal): Promise<void> {
  const { line, pace, steps, operation: id } = context;
  const why = await dueFor(context, wish, done);
  if (why === 'done') return;
  steps.add(why === 'cancel' ? 'cancel_asked' : 'time_over');
  while (!done.aborted && context.isOpen()) {
    const reply = await line.ask({ operation: 'ChangeCancel', rest: changeCancelRest, id });
    if (reply.kind === 'answer' && reply.answer.result === RESULT.ok) return;
    await context.pause(pace.lookMs);
  }
}

export function dueFor(
  { timing }: Pick<VerbContext, 'timing'>,
  wish: CollectWish,
  done: AbortSignal,
): Promise<'cancel' | 'time' | 'done'> {
  return new Promise((resolve) => {
    const end = (why: 'cancel' | 'time' | 'done') => () => {
      callOff();
      resolve(why);
    };
    const callOff = timing.after(wish.timeoutMs, end('time'));
    for (const [signal, why] of [
      [wish.cancel, 'cancel'],
      [done, 'done'],
    ] as const) {
      if (signal.aborted) end(why)();
      else signal.addEventListener('abort', end(why), { once: true });
    }
  });
}
