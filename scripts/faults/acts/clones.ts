import type { Copy } from '../copy.ts';
import { makeFacts, type Stage } from '../stage.ts';
import { pause } from '../wait.ts';
import { came, firstCopy, sellAnyhow } from './act.ts';
import { forgeLine } from './forge.ts';
import { redriveAside } from './redrive-jobs.ts';
import { tendAll } from './tend-all.ts';

/** The first PC and the one that was made from its disk, made now if there is none yet. */
export async function cloneFirst(stage: Stage): Promise<{ a: Copy; b: Copy; fresh: boolean }> {
  const a = firstCopy(stage);
  const [, known] = stage.copies;
  stage.fired('disk-cloned');
  if (known !== undefined) return { a, b: known, fresh: false };
  await stage.open(a);
  await sellAnyhow(stage, a);
  if (stage.dice.chance(0.5)) await stage.settled(a);
  await a.stop();
  return { a, b: await stage.clone(a), fresh: true };
}

export async function diskCloned(stage: Stage): Promise<void> {
  const { a, b, fresh } = await cloneFirst(stage);
  if (fresh && stage.dice.chance(0.5)) await divergeAtOnce(stage, a, b);
  for (const copy of stage.dice.shuffle([a, b])) {
    if (copy.isOpen) await stage.sell(copy);
    else {
      const offline = stage.dice.chance(0.5);
      await copy.open({ connected: !offline });
      await stage.sell(copy);
      if (offline) await copy.connect();
    }
  }
  for (let turns = stage.dice.between(1, 4); turns > 0; turns--) {
    const copy = stage.dice.pick([a, b]);
    await stage.sell(copy);
    if (stage.dice.chance(0.3)) await stage.settled(copy);
    if (stage.dice.chance(0.3)) {
      await copy.kill();
      await copy.open();
    }
  }
}

const YESTERDAY_MS = -26 * 3_600_000;
const DECIDED_MS = 60;

/** Both wrote the same place, on two business days, and both requests are decided before either one commits. */
async function divergeAtOnce(stage: Stage, a: Copy, b: Copy): Promise<void> {
  for (const copy of [a, b]) await copy.open({ connected: false });
  await b.clock(YESTERDAY_MS);
  await a.append([stage.script.sale()]);
  await b.append([stage.script.sale(), stage.script.sale()]);
  await b.clock(0);
  for (const copy of [a, b]) copy.link.wish('batch', 'hold', 'disk-cloned');
  for (const copy of stage.dice.shuffle([a, b])) await copy.connect();
  await came(() => [a, b].every((copy) => copy.link.standing > 0), 1_000);
  const commit = stage.dice.chance(0.6) ? await stage.cloud.hold() : undefined;
  for (const copy of stage.dice.shuffle([a, b])) {
    copy.link.letGo();
    await pause(DECIDED_MS);
  }
  await commit?.();
  for (const copy of [a, b]) copy.link.forgetWishes();
}

/** Both clones wrote one place; the one set aside is redriven while its sender has not heard the answer. */
export async function redriveOfClone(stage: Stage): Promise<void> {
  if (stage.copies.length === 1 && stage.dice.chance(0.4)) return strandedAndRedriven(stage);
  const { a, b } = await cloneFirst(stage);
  for (const copy of [a, b]) {
    if (!copy.isOpen) await copy.open();
    copy.link.down(true);
    await copy.append([stage.script.sale(), ...makeFacts(stage.script, stage.dice.below(2))]);
  }
  const [first = a, second = b] = stage.dice.shuffle([a, b]);
  first.link.down(false);
  await stage.settled(first);
  second.link.wish('batch', 'lose-answer', 'answer-lost', stage.dice.between(1, 2));
  second.link.down(false);
  await came(
    async () => (await stage.look()).quarantine.some((row) => row.state === 'pending' && row.code === 'fact.fork'),
    1_200,
  );
  await redriveAside(stage);
  second.link.forgetWishes();
  if (stage.dice.chance(0.4)) {
    // Whoever opens again names the epoch it left and may send its tail once more.
    for (const copy of [a, b]) await copy.kill();
    for (const copy of [a, b]) await copy.open();
  }
}

/**
 * What A has pruned is declared lost after a restore. B's copy has the front of it and an edited end, so the front waits
 * beside the loss and is redriven; then B's disk as it was before the edit brings all of it.
 */
async function strandedAndRedriven(stage: Stage): Promise<void> {
  const a = firstCopy(stage);
  await stage.open(a);
  await stage.settled(a);
  const backup = await stage.cloud.backUp();
  await a.append([...makeFacts(stage.script, stage.dice.between(1, 4)), stage.script.sale()]);
  await stage.settled(a);
  await a.stop();
  const b = await stage.clone(a);
  stage.fired('disk-cloned');
  const kept = `${b.dir}.whole`;
  b.backUp(kept);
  await a.open();
  await tendAll(a);
  await stage.look();
  await stage.cloud.restore(backup, false);
  await stage.recount(a, stage.ledger.holds(a.name));
  await stage.sell(a);
  await stage.settled(a);
  const last = b.view()?.lines.at(-1);
  if (last?.raw == null) return;
  forgeLine(stage, b, last);
  await b.open();
  await came(
    async () => (await stage.look()).quarantine.some((row) => row.state === 'pending' && row.code === 'fact.stranded'),
    1_200,
  );
  await stage.settled(b);
  await redriveAside(stage);
  await b.stop();
  b.restore(kept, true);
  await stage.recount(b, stage.ledger.holds(b.name));
  await b.open();
  await stage.settled(b);
}
