import type { Kind } from '../kinds.ts';
import type { Path, Weather } from '../network.ts';
import { makeFacts, type Stage } from '../stage.ts';
import { type Acts, came, someCopy } from './act.ts';

/** What a line between shop and cloud does: loses, doubles, holds back, alters. */
export const LINE_ACTS: Acts = {
  'answer-lost': (stage) => spoil(stage, 'answer-lost', () => 'lose-answer'),
  'request-lost': (stage) => spoil(stage, 'request-lost', () => 'lose-request'),
  'request-twice': (stage) =>
    spoil(stage, 'request-twice', () => stage.dice.pick<Weather>(['twice', 'at-once-twice', 'at-once-twice'])),
  'open-late': openLate,
  'batch-late': batchLate,
  'line-altered': lineAltered,
};

async function spoil(stage: Stage, kind: Kind, weather: () => Weather): Promise<void> {
  const copy = someCopy(stage);
  await stage.open(copy);
  for (let times = stage.dice.between(1, 3); times > 0; times--) {
    const path = stage.dice.pick<Path>(['batch', 'batch', 'open']);
    copy.link.wish(path, weather(), kind);
    await stage.sell(copy);
    await came(() => copy.link.wishes === 0);
  }
  copy.link.forgetWishes();
}

/** A start's open is held back while a newer start delivers; then it arrives. */
async function openLate(stage: Stage): Promise<void> {
  const copy = someCopy(stage);
  await copy.kill();
  copy.link.wish('open', 'late', 'open-late');
  await copy.open();
  await came(() => copy.link.held.some((passage) => passage.path === 'open'));
  if (stage.dice.chance(0.7)) {
    await copy.kill();
    await copy.open();
  }
  await stage.sell(copy);
  await stage.settled(copy);
  await copy.link.release();
  copy.link.forgetWishes();
  await stage.sell(copy);
}

async function batchLate(stage: Stage): Promise<void> {
  const copy = someCopy(stage);
  await stage.open(copy);
  copy.link.wish('batch', 'late', 'batch-late');
  await stage.sell(copy);
  await came(() => copy.link.held.some((passage) => passage.path === 'batch'));
  const before = stage.dice.chance(0.5);
  if (before) await stage.settled(copy);
  await stage.sell(copy);
  await Promise.all([copy.link.release(), stage.sell(copy)]);
  copy.link.forgetWishes();
}

/** Somebody on the line changes the first fact of a batch and leaves the others as they are. */
async function lineAltered(stage: Stage): Promise<void> {
  const copy = someCopy(stage);
  await stage.open(copy);
  await stage.settled(copy);
  copy.link.down(true);
  await copy.append(makeFacts(stage.script, stage.dice.between(2, 5)), true);
  copy.link.wish('batch', 'alter-line', 'line-altered');
  copy.link.down(false);
  await came(() => copy.link.wishes === 0);
  copy.link.forgetWishes();
  await stage.settled(copy);
}
