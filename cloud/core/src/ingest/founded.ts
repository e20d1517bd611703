import type { BatchEnvelope } from '@tillbridge/shared/sync';
import type { Decider } from './plan.ts';
import { holds } from './stream-view.ts';

/**
 * ◆ Custody grows from the front: a line is set aside only behind one in custody. By that the last line of an epoch
 * stands for all before it, and an open may ask for it alone. `from`: place of line 0.
 */
export function isFounded(decider: Decider, from: number, index: number): boolean {
  const { lines, plan, rules, stream } = decider;
  const before = from + index - 1;
  if (!rules.frontFirst || before === 0) return true;
  const { prev } = lines.line(index);
  if (prev === undefined) return false;
  const aside = plan.setAside.at(-1);
  return holds(stream, before, prev) || (aside?.sequence === before && aside.hash === prev);
}

/** The same for a tail as a whole: what its sender sent before it is still in custody, or it begins with the oldest left. */
export function followsCustody({ lines, rules, stream }: Decider, { after, from }: BatchEnvelope): boolean {
  if (!rules.frontFirst || from === 1) return true;
  if (after !== undefined) return after.sequence < from && holds(stream, after.sequence, after.hash);
  const prev = lines.count === 0 ? undefined : lines.line(0).prev;
  return prev !== undefined && holds(stream, from - 1, prev);
}
