import type { Copy } from '../copy.ts';
import type { Kind } from '../kinds.ts';
import type { Stage } from '../stage.ts';
import { pause } from '../wait.ts';

/** Causes one kind of fault on the stage, between sales. Says `fired` when it truly happened. */
export type Act = (stage: Stage) => Promise<void>;

/** The PC the act works on: mostly the first. */
export function someCopy(stage: Stage): Copy {
  const copy = stage.dice.chance(0.75) ? stage.copies[0] : stage.dice.pick(stage.copies);
  if (copy === undefined) throw new Error('a stage without a PC');
  return copy;
}

export function firstCopy(stage: Stage): Copy {
  const [copy] = stage.copies;
  if (copy === undefined) throw new Error('a stage without a PC');
  return copy;
}

const CONDITION_MS = 2_500;

/** Waits for a condition that may honestly never come (another fault can be in its way); tells whether it did. */
export async function came(ready: () => boolean | Promise<boolean>, withinMs = CONDITION_MS): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    if (await ready()) return true;
    await pause(5);
  }
  return false;
}

/** Sells without a line, or with one: half of the histories are written offline. */
export async function sellAnyhow(stage: Stage, copy: Copy): Promise<void> {
  if (stage.dice.chance(0.4)) {
    copy.link.down(true);
    await stage.sell(copy);
    copy.link.down(false);
  } else await stage.sell(copy);
}

export type Acts = Readonly<Partial<Record<Kind, Act>>>;
