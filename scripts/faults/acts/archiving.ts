import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFacts, type Stage } from '../stage.ts';
import { ARCHIVE_STANDS } from '../world.ts';
import { type Acts, came, firstCopy } from './act.ts';

/** The archive takes a month away while everything else goes on, and is killed in the midst of it. */
export const ARCHIVE_ACTS: Acts = {
  'month-archived': monthArchived,
  'archive-killed': archiveKilled,
};

/** So old that its month is beyond the online window, and within what a clock may say. */
const OLD_MS = 150 * 24 * 3_600_000;
const STEPS = [
  'a file of facts',
  'a file of transactions',
  'the manifest',
  'a volume read back',
  'a volume registered',
  'everything verified',
] as const;

async function monthArchived(stage: Stage): Promise<void> {
  await sellLongAgo(stage);
  const copy = firstCopy(stage);
  const [archived] = await Promise.all([stage.cloud.ask<number>('archive').catch(() => 0), stage.sell(copy)]);
  if (archived > 0) stage.fired('month-archived');
  // Some of that month come after it has gone.
  if (stage.dice.chance(0.5)) {
    await sellLongAgo(stage);
    if (stage.dice.chance(0.5)) await stage.cloud.ask('archive').catch(() => 0);
  }
}

async function archiveKilled(stage: Stage): Promise<void> {
  await sellLongAgo(stage);
  const killAt = stage.dice.pick(STEPS);
  const stands = join(stage.folder, 'archive-store', ARCHIVE_STANDS);
  const asked = stage.cloud.ask('archive', { killAt }).catch(() => 0);
  // Where there was nothing left to archive the step never comes.
  if (await came(() => existsSync(stands))) {
    await stage.cloud.kill();
    stage.fired('archive-killed');
    rmSync(stands);
  }
  await asked;
  await stage.cloud.start();
  if (stage.dice.chance(0.7)) await stage.cloud.ask('archive').catch(() => 0);
}

/** A till whose clock was months behind: its facts belong to a month that is long over. */
async function sellLongAgo(stage: Stage): Promise<void> {
  const copy = firstCopy(stage);
  await stage.open(copy);
  await copy.clock(-OLD_MS);
  await copy.append(makeFacts(stage.script, stage.dice.between(2, 6)));
  await copy.clock(0);
  await stage.settled(copy);
}
