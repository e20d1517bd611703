import type { RecoverKnowledge } from '../driver.ts';
import { endDeposit } from './collect-by-cashin.ts';
import { OPERATIONS, STATUS } from './constants.ts';
import { judgeOrder } from './judge-order.ts';
import { AT_WORK, lastResponse, waitWhile } from './place-order.ts';
import { giveBack } from './prepare.ts';
import { changeCancelRest } from './requests.ts';
import { answerOf } from './settle-order.ts';
import type { VerbContext, VerbEnd } from './verb-context.ts';

/** A deposit that nobody waits for any more stands open in these. */
const DEPOSIT_OPEN: readonly number[] = [STATUS.starting, STATUS.waitingForCash, STATUS.counting];
const MOVING: readonly number[] = AT_WORK.filter((code) => !DEPOSIT_OPEN.includes(code));

/**
 * After a restart: lets the machine finish, ends a deposit that stands open, asks for its last answer and compares the
 * units. A Change can only be ended by giving the deposit back; nothing else here moves cash.
 */
export async function recover(
  context: VerbContext,
  known: RecoverKnowledge,
  flow: 'change' | 'cashin',
): Promise<VerbEnd> {
  const { pace, steps, line } = context;
  const wish = { verb: known.verb, wantMinor: known.amountMinor };
  let status = await waitWhile(context, MOVING, pace.findMs);
  if (status !== undefined && DEPOSIT_OPEN.includes(status.code)) {
    await line.reach('occupied').catch(() => undefined);
    if (flow === 'cashin') await endDeposit(context, 'EndCashin');
    else await line.ask({ operation: 'ChangeCancel', rest: changeCancelRest, id: context.operation });
    steps.add('deposit_closed');
    status = await waitWhile(context, AT_WORK, pace.findMs);
  }
  if (status === undefined || AT_WORK.includes(status.code))
    return unknown('the machine does not answer or does not come to rest');
  const last = await lastResponse(context);
  const after = await context.inventory('after');
  await giveBack(context);
  if (last === 'lost' || after === undefined) return unknown('the machine could not be read after the restart');
  const isOurs = last !== undefined && last.id === context.operation && isOf(known.verb, last.name);
  const before = known.inventoryBefore;
  const { result, differs } = judgeOrder({
    ...wish,
    ...(isOurs ? { answer: answerOf(context, last) } : {}),
    powerDoubt: known.powerMayHaveFailed,
    mayHaveBegun: false,
    countedMinor: 0,
    after,
    ...(before === undefined ? {} : { before }),
  });
  steps.add('recovered', result.outcome);
  // Without the order ever having arrived, a sale that took nothing was cancelled by the restart.
  const isNothing = !isOurs && known.verb === 'collect' && result.outcome === 'refused';
  return {
    result: isNothing ? { outcome: 'cancelled', in: [], out: [] } : interrupted(result),
    differs,
    inventory: after,
  };
}

function isOf(verb: RecoverKnowledge['verb'], name: string): boolean {
  const orders = verb === 'dispense' ? ['Cashout'] : ['Change', 'EndCashin', 'CashinCancel'];
  return Object.values(OPERATIONS).some(({ element }) => orders.includes(element) && name === `${element}Response`);
}

function interrupted(result: VerbEnd['result']): VerbEnd['result'] {
  return result.outcome === 'refused' && result.reason === 'machine.no-answer'
    ? { outcome: 'refused', reason: 'machine.interrupted' }
    : result;
}

function unknown(evidence: string): VerbEnd {
  return { result: { outcome: 'unknown', evidence, in: [], out: [] } };
}
