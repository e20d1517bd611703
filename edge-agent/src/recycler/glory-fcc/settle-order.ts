import type { Inventory } from '@tillbridge/shared/fact';
import { CASH_TYPE } from './constants.ts';
import { manyOf } from './fcc-table.ts';
import { judgeOrder, type OrderAnswer } from './judge-order.ts';
import type { FccAnswer } from './parse-answer.ts';
import type { OrderEnd } from './place-order.ts';
import { giveBack, refused } from './prepare.ts';
import { readCash } from './readings.ts';
import type { VerbContext, VerbEnd } from './verb-context.ts';

export interface OrderWish {
  readonly verb: 'collect' | 'dispense';
  readonly wantMinor: number;
}

/** Units after the order, the machine given back, and the judgement. */
export async function settleOrder(
  context: VerbContext,
  wish: OrderWish,
  before: Inventory,
  end: OrderEnd,
): Promise<VerbEnd> {
  const { steps } = context;
  const after = await context.inventory('after');
  await giveBack(context);
  if (end.end === 'unsent') return refused('machine.offline', after);
  const shown = context.shown();
  const { result, differs } = judgeOrder({
    ...wish,
    ...(end.end === 'answer' ? { answer: answerOf(context, end.answer) } : {}),
    powerDoubt: end.end === 'gone' && end.powerDoubt,
    mayHaveBegun: true,
    countedMinor: context.counted(),
    before,
    ...(after === undefined ? {} : { after }),
    ...(shown === undefined ? {} : { shown }),
  });
  steps.add(differs ? 'stock_differs' : 'stock_compared', result.outcome);
  return { result, differs, ...(after === undefined ? {} : { inventory: after }) };
}

export function answerOf({ table }: Pick<VerbContext, 'table'>, answer: FccAnswer): OrderAnswer {
  return {
    result: answer.result,
    in: manyOf(table, readCash(answer.element, CASH_TYPE.in)),
    out: manyOf(table, readCash(answer.element, CASH_TYPE.out)),
  };
}
