import { Fault } from '@tillbridge/shared/faults/fault';
import type { Objective } from '../planner/objectives.ts';
import { type ExchangeWish, planExchange } from '../planner/plan-exchange.ts';
import { planDrain, planFloat } from '../planner/plan-float.ts';
import { type Plan, planPayout } from '../planner/plan-payout.ts';
import type { Desk } from './desk.ts';
import { stockUnits } from './stock-units.ts';

/** What somebody would like to know before asking for it. Minor units. */
export type PlanWish =
  | { readonly plan: 'payout'; readonly amountMinor: number; readonly objective?: Objective }
  | { readonly plan: 'exchange'; readonly amountMinor: number; readonly wish?: ExchangeWish }
  | { readonly plan: 'float'; readonly floatMinor?: number };

/** A plan over what the machine reported last. Throws `counter.reconciling` while it was not read. */
export function planFor(desk: Pick<Desk, 'machine' | 'holds'>, wish: PlanWish): Plan {
  const held = desk.holds();
  if (held === undefined) throw new Fault('counter.reconciling');
  const { par, choose } = desk.machine;
  const units = stockUnits(held.inventory, par);
  switch (wish.plan) {
    case 'payout': {
      const own = choose === undefined || choose === 'machine' ? 'fewest' : choose;
      return planPayout(units, wish.amountMinor, wish.objective ?? own);
    }
    case 'exchange':
      return planExchange(units, wish.amountMinor, wish.wish);
    case 'float':
      return wish.floatMinor === undefined ? planDrain(units) : planFloat(units, wish.floatMinor);
  }
}
