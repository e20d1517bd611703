import type { CashKind } from '@tillbridge/shared/cash';
import type { CashTransactionBody } from '@tillbridge/shared/fact';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { Plan } from '../planner/plan-payout.ts';
import type { Act } from './acting.ts';
import { byHand } from './by-hand.ts';
import { listCases, type OpenCase } from './cases.ts';
import type { Desk } from './desk.ts';
import { emptyToFloat } from './empty-to-float.ts';
import { type ExchangeRequest, exchange } from './exchange.ts';
import { ANY_AMOUNT, openKeyed } from './keyed.ts';
import type { CashRequest } from './operation.ts';
import { payOut } from './pay-out.ts';
import { type PlanWish, planFor } from './plan-for.ts';
import { casesOf, type Records } from './records.ts';
import { type RecountRequest, recount } from './recount.ts';
import { takeCash } from './take-cash.ts';
import { takeIn } from './take-in.ts';

/** May be left out where the shop has one machine. */
interface AtMachine {
  readonly machine?: string;
}
export type CounterRequest = CashRequest & AtMachine;
/** `amountMinor` is what the person says to have loaded; 0 where nobody counted it. */
export type HandRequest = CounterRequest;
export type EmptyRequest = Omit<CashRequest, 'amountMinor'> & AtMachine & { readonly floatMinor?: number };

type Recorded = Promise<CashTransactionBody>;

/**
 * The shop's verbs, each at most once per operation id, before and after a restart. They resolve with the recorded outcome
 * and throw a Fault when nothing was started.
 */
export interface Counter {
  readonly desks: readonly Desk[];
  /** A sale with change. */
  takeCash(request: CounterRequest & { readonly timeoutMs?: number }): Recorded;
  /** Cash into the machine without a price; amount 0 goes on until `finish`. */
  takeIn(request: CounterRequest & { readonly timeoutMs?: number }): Recorded;
  /** Money to a person. */
  payOut(request: CounterRequest): Recorded;
  /** Cash in, the same in other pieces out. Throws `counter.not-payable` before anything is taken. */
  exchange(request: ExchangeRequest & AtMachine): Recorded;
  /** Somebody loads the machine by hand, until `finish`. */
  refill(request: HandRequest): Recorded;
  /** Somebody takes the collection box out, until `finish`. The request carries the seal. */
  collect(request: Omit<HandRequest, 'amountMinor'>): Recorded;
  /** Everything above the float goes out. Throws `counter.not-payable` when no pieces leave exactly that float. */
  empty(request: EmptyRequest): Recorded;
  /** What a person counted; settles cases. */
  recount(request: RecountRequest & AtMachine): Recorded;
  /** Ends what runs at a machine and gives back; false when nothing does that could be cancelled. */
  cancel(machine: string | undefined): boolean;
  /** That is all; false when nothing waits for that word. */
  finish(machine: string | undefined): boolean;
  /** Moves no cash; what the machine holds differently afterwards is a case. Throws as `Desk.reset` does. */
  reset(machine: string | undefined, operator: string | undefined): Promise<void>;
  cases(machine: string | undefined): readonly OpenCase[];
  /** What would be paid out now, and out of which units. Moves nothing. */
  plan(machine: string | undefined, wish: PlanWish): Plan;
  /** The desk of a machine. Throws `counter.machine-unknown`. */
  deskOf(machine: string | undefined): Desk;
}

const CANCELLED_BY_WORD: readonly CashKind[] = ['sale', 'deposit', 'exchange', 'refill', 'collection'];
const FINISHED_BY_WORD: readonly CashKind[] = ['deposit', 'refill', 'collection'];

export function openCounter(parts: {
  readonly desks: readonly Desk[];
  readonly records: Records;
  readonly now: () => string;
}): Counter {
  const { desks, records, now } = parts;

  const { deskOf, once } = openKeyed(desks, records);

  const act = (kind: CashKind, request: CounterRequest, how: (desk: Desk) => Act) =>
    once(kind, request, (desk) => desk.run(kind, request, how(desk)));

  function say(machine: string | undefined, kinds: readonly CashKind[], word: 'cancel' | 'finish'): boolean {
    const desk = deskOf(machine);
    const running = desk.running();
    if (running === undefined || !kinds.includes(running.kind)) return false;
    desk[word]();
    return true;
  }

  return {
    desks,
    deskOf,
    takeCash: (request) =>
      act(
        'sale',
        request,
        ({ machine }) =>
          (acting) =>
            takeCash(acting, machine, request, now),
      ),
    takeIn: (request) => act('deposit', request, () => (acting) => takeIn(acting, request)),
    payOut: (request) =>
      act(
        'payout',
        request,
        ({ machine }) =>
          (acting) =>
            payOut(acting, machine, request),
      ),
    exchange: (request) =>
      once('exchange', request, (desk) => {
        requirePayable(planFor(desk, { plan: 'exchange', amountMinor: request.amountMinor, ...wishOf(request) }));
        return desk.run('exchange', request, (acting) => exchange(acting, request, now));
      }),
    refill: (request) => act('refill', request, () => (acting) => byHand(acting, 'refill', request, now)),
    collect: (asked) => {
      const request = { ...asked, amountMinor: 0 };
      return act('collection', request, () => (acting) => byHand(acting, 'collection', request, now));
    },
    empty: ({ floatMinor, ...asked }) =>
      once('collection', { ...asked, amountMinor: ANY_AMOUNT }, (desk) => {
        const plan = requirePayable(
          planFor(desk, { plan: 'float', ...(floatMinor === undefined ? {} : { floatMinor }) }),
        );
        const request = { ...asked, amountMinor: plan.amountMinor };
        return desk.run('collection', request, (acting) => emptyToFloat(acting, request, plan.lines));
      }),
    recount: (request) =>
      once('adjustment', { ...request, amountMinor: ANY_AMOUNT }, async (desk) => {
        const held = desk.holds();
        if (held === undefined) throw new Fault('counter.reconciling');
        const done = recount(desk.machine, held.books, casesOf(records, desk.machine.id), request);
        desk.settle(done.drafts, done.books);
        return done.body;
      }),
    cancel: (machine) => say(machine, CANCELLED_BY_WORD, 'cancel'),
    finish: (machine) => say(machine, FINISHED_BY_WORD, 'finish'),
    reset: (machine, operator) => deskOf(machine).reset(operator),
    cases: (machine) => listCases(records.openCases(), machine),
    plan: (machine, wish) => planFor(deskOf(machine), wish),
  };
}

const wishOf = ({ wish }: ExchangeRequest) => (wish === undefined ? {} : { wish });

function requirePayable(plan: Plan): Extract<Plan, { payable: true }> {
  if (plan.payable && plan.amountMinor > 0) return plan;
  const { payable: _, ...nearest } = plan;
  throw new Fault('counter.not-payable', nearest);
}
