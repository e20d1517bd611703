import type { BatchEnvelope } from '@tillbridge/shared/sync';
import type { Decider } from './plan.ts';

/**
 * Step 3: whether the batch joins the high water, by itself or over a loss declared for exactly the places between.
 * A declared loss moves the planned high water to its end.
 */
export function bridgeLoss(decider: Decider, envelope: BatchEnvelope): boolean {
  const { plan, rules } = decider;
  if (envelope.from <= plan.highWater + 1) return true;
  const { lost } = envelope;
  if (lost === undefined) return false;
  if (rules.lostCoversExactly && (lost.from !== plan.highWater + 1 || lost.to !== envelope.from - 1)) return false;
  plan.losses.push({ first: plan.highWater + 1, last: envelope.from - 1, hash: lost.hash });
  plan.highWater = envelope.from - 1;
  plan.highWaterHash = lost.hash;
  return true;
}
