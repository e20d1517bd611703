import type { Dice } from './dice.ts';
import { KINDS, type Kind } from './kinds.ts';

/** What one run does: its faults in order, and how rough the line is. */
export interface Plan {
  readonly kinds: readonly Kind[];
  readonly rough: number;
}

const EXTRA_MAX = 2;
const ROUGH_SHARE = 0.25;

/** Each run has one kind by turns, so that a suite of enough runs sees all, and some others by chance. */
export function planRun(dice: Dice, run: number, wanted: readonly Kind[]): Plan {
  const main = wanted[run % wanted.length];
  if (main === undefined) throw new Error('no kind of fault is wanted');
  const targeted = wanted.length < KINDS.length;
  const extras = targeted ? dice.below(2) : dice.below(EXTRA_MAX + 1);
  const others = Array.from({ length: extras }, () => dice.pick(wanted));
  return {
    kinds: dice.shuffle([main, ...others]),
    rough: dice.chance(0.5) ? 0 : (dice.below(100) / 100) * ROUGH_SHARE,
  };
}
