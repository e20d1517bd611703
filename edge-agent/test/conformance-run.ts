import type { OperationResult, RecoverKnowledge } from '@tillbridge/edge-agent/recycler/driver';
import { OUTCOMES, type Outcome, sumLines } from '@tillbridge/shared/cash';
import type { Inventory } from '@tillbridge/shared/fact';
import { expect } from 'vitest';
import type { ConformanceMachine, Money, Tally } from './conformance-machine.ts';
import { until } from './recycler-rig.ts';

export type Verb = 'sale' | 'payout';

/** 131 baht: a piece each of 100, 20, 10 and 1, notes and coins. */
export const PAYOUT_MINOR = 13_100;
/** 150 baht, paid with two notes of 100. */
export const PRICE_MINOR = 15_000;
const NOTE_MINOR = 10_000;
const NOTES = 2;
const PATIENCE_MS = 1_500;

let operations = 0;
export const nextOperation = () => `0190a000-0000-7000-8000-${String(++operations).padStart(12, '0')}`;

/** One operation, with people who do their part as far as the machine lets them. */
export async function perform(machine: ConformanceMachine, verb: Verb, operation: string): Promise<OperationResult> {
  if (verb === 'payout') return machine.driver().dispense(operation, { amountMinor: PAYOUT_MINOR });
  let isOver = false;
  const running = machine
    .driver()
    .collect(operation, PRICE_MINOR, PATIENCE_MS)
    .finally(() => {
      isOver = true;
    });
  let notes = 0;
  while (!isOver && notes < NOTES) {
    if (machine.insert(NOTE_MINOR)) notes += 1;
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  return running;
}

/** Heals the machine, holds what the driver said against what really moved, and sees that it works again. */
export async function checkThen(
  machine: ConformanceMachine,
  tally: Tally,
  what: { readonly name: string; readonly verb: Verb; readonly before: Money; readonly orders: number },
  { result }: OperationResult,
  ends: readonly Outcome[] = OUTCOMES,
): Promise<void> {
  await machine.heal();
  const after = machine.money();
  const into = 'in' in result ? result.in : [];
  const out = 'out' in result ? result.out : [];
  const said = { in: sumLines(into, 'in'), out: sumLines(out, 'out') };
  const { before } = what;
  const moved = {
    in: after.inserted - before.inserted - (what.verb === 'sale' ? after.path - before.path : 0),
    out: after.paid - before.paid,
  };
  const gap = after.counted - after.opening - (before.counted - before.opening) - said.in + said.out;
  tally.operations += 1;
  tally.outcomes[result.outcome] = (tally.outcomes[result.outcome] ?? 0) + 1;
  tally.checkedMinor += moved.in + moved.out;
  if (gap !== 0) tally.gaps += 1;
  const context = JSON.stringify({ machine: machine.name, ...what, result, moved, gap });
  expect(ends, context).toContain(result.outcome);
  expect(machine.lost(), context).toEqual([]);
  expect(machine.orders() - what.orders, context).toBeLessThanOrEqual(1);
  // Only where nobody knows what moved may record and machine differ, and then the next count says by how much.
  if (result.outcome !== 'unknown') expect({ ...said, gap }, context).toEqual({ ...moved, gap: 0 });
  if (result.outcome === 'refused') expect(moved, context).toEqual({ in: 0, out: 0 });
  if (result.outcome === 'completed' && what.verb === 'payout') expect(said.out, context).toBe(PAYOUT_MINOR);
  if (result.outcome === 'completed' && what.verb === 'sale')
    expect(said.in - said.out, context).toBeGreaterThanOrEqual(PRICE_MINOR);
  if (result.outcome === 'partial')
    expect(result.owedMinor, context).toBe(what.verb === 'payout' ? PAYOUT_MINOR - said.out : owedOf(said));
  await worksAgain(machine, context);
}

/** More than the price: the change that is missing; less: all that did not come back. */
function owedOf(said: { readonly in: number; readonly out: number }): number {
  const kept = said.in - said.out;
  return said.in >= PRICE_MINOR ? kept - PRICE_MINOR : kept;
}

async function worksAgain(machine: ConformanceMachine, context: string): Promise<void> {
  const counted = await machine.driver().inventory();
  expect(worth(counted), context).toBe(machine.money().counted);
  const paid = await machine.driver().dispense(nextOperation(), { lines: [{ valueMinor: 100, pieces: 1 }] });
  expect(paid.result, context).toMatchObject({ outcome: 'completed', out: [{ valueMinor: 100, pieces: 1 }] });
  machine.take();
}

export function worth(inventory: Inventory): number {
  return inventory.units.reduce((sum, { valueMinor, pieces, contents }) => {
    const mixed = (contents ?? []).reduce((all, each) => all + each.valueMinor * each.pieces, 0);
    return sum + (valueMinor === undefined ? mixed : valueMinor * (pieces ?? 0));
  }, 0);
}

/** One fault, one operation, all checks. */
export async function runCase(
  machine: ConformanceMachine,
  tally: Tally,
  fault: {
    readonly name: string;
    readonly verb: Verb;
    readonly inject: () => void;
    readonly ends?: readonly Outcome[];
  },
): Promise<void> {
  const before = machine.money();
  const orders = machine.orders();
  fault.inject();
  const result = await perform(machine, fault.verb, nextOperation());
  await checkThen(machine, tally, { name: fault.name, verb: fault.verb, before, orders }, result, fault.ends);
}

/** The agent is killed when so many bytes have gone over the line; another one asks what became of the operation. */
export async function runRestart(
  machine: ConformanceMachine,
  tally: Tally,
  step: { readonly verb: Verb; readonly afterBytes: number; readonly machineToo: boolean },
): Promise<void> {
  const before = machine.money();
  const orders = machine.orders();
  const operation = nextOperation();
  const known: RecoverKnowledge = {
    verb: step.verb === 'sale' ? 'collect' : 'dispense',
    amountMinor: step.verb === 'sale' ? PRICE_MINOR : PAYOUT_MINOR,
    inventoryBefore: await machine.driver().inventory(),
    powerMayHaveFailed: step.machineToo,
  };
  machine.cable.listen();
  let restarting: Promise<void> | undefined;
  machine.cable.notice(step.afterBytes, () => {
    if (step.machineToo) machine.power(false);
    restarting = machine.restartAgent();
  });
  await perform(machine, step.verb, operation);
  machine.cable.plug();
  await restarting;
  if (restarting === undefined) await machine.restartAgent();
  if (!machine.hasPower()) machine.power(true);
  await until(() => machine.driver() !== undefined);
  await heardAgain(machine);
  const found = await machine.driver().recover(operation, known);
  const name = `restart after ${step.afterBytes} bytes${step.machineToo ? ', and of the machine' : ''}`;
  tally.fired['agent killed'] = (tally.fired['agent killed'] ?? 0) + 1;
  await checkThen(machine, tally, { name, verb: step.verb, before, orders }, found);
}

/** As the counter does it: nothing is judged by a machine that is not there. */
async function heardAgain(machine: ConformanceMachine): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const { state } = await machine.driver().status();
    if (state !== 'offline' && state !== 'unknown') return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('the machine was not heard again');
}
