import { createPrivateKey, sign } from 'node:crypto';
import { BATCH_LINES_MAX } from '@tillbridge/shared/sync';
import type { Copy } from '../copy.ts';
import type { Credentials } from '../messages.ts';
import { makeFacts, type Stage } from '../stage.ts';
import { pause } from '../wait.ts';
import { type Acts, came, firstCopy, sellAnyhow, someCopy } from './act.ts';
import { redriveOfClone } from './clones.ts';
import { leaveByWitness } from './on-the-journal.ts';
import { redriveOnce, strayRow } from './redrive-jobs.ts';
import { tendAll } from './tend-all.ts';

/** What happens to the cloud: restored, poisoned, redriven, keys revoked. */
export const CLOUD_ACTS: Acts = {
  'cloud-restored': (stage) => cloudRestored(stage, false),
  'cloud-restored-silently': (stage) => cloudRestored(stage, true),
  'restored-under-tail': restoredUnderTail,
  'pruned-then-restored': prunedThenRestored,
  poison,
  'fact-refused': factRefused,
  redrive,
  'redrive-during-restore': redriveDuringRestore,
  'redrive-of-clone': redriveOfClone,
  'key-revoked': keyRevoked,
  'revoked-then-restored': revokedThenRestored,
};

async function cloudRestored(stage: Stage, silently: boolean): Promise<void> {
  const copy = someCopy(stage);
  await stage.open(copy);
  if (stage.dice.chance(0.5)) await stage.settled(copy);
  const backup = await stage.cloud.backUp();
  if (stage.dice.chance(0.7)) await stage.sell(copy);
  if (stage.dice.chance(0.8)) await stage.settled(copy);
  // Sometimes the epoch is left meanwhile, so that only its name in the next open tells of it.
  if (stage.dice.chance(0.3)) {
    await leaveByWitness(stage, copy);
    await stage.sell(copy);
    await stage.settled(copy);
  }
  if (stage.dice.chance(0.4)) await restoreUnderBatch(stage, copy, backup, silently);
  else await restoreCloud(stage, backup, silently);
  stage.fired(silently ? 'cloud-restored-silently' : 'cloud-restored');
  await stage.sell(copy);
  if (stage.dice.chance(0.5)) await stage.settled(copy);
}

/** A batch for the old history stands on the line while the cloud is restored. */
async function restoreUnderBatch(stage: Stage, copy: Copy, backup: string, silently: boolean): Promise<void> {
  copy.link.wish('batch', 'hold', silently ? 'cloud-restored-silently' : 'cloud-restored');
  await stage.sell(copy, 1);
  await came(() => copy.link.standing > 0, 1_000);
  await restoreCloud(stage, backup, silently);
  copy.link.letGo();
  copy.link.forgetWishes();
}

/** One line more than a batch holds, so that a tail takes two. */
const TWO_BATCHES = BATCH_LINES_MAX + 1;

/** The cloud's disk is put back between two batches of a tail, once or twice; nobody else has its facts. */
async function restoredUnderTail(stage: Stage): Promise<void> {
  const copy = firstCopy(stage);
  await stage.open(copy);
  copy.link.down(true);
  await copy.append(
    Array.from({ length: TWO_BATCHES }, () => stage.script.note()),
    true,
  );
  const times = stage.dice.between(1, 2);
  copy.link.wish('batch', 'hold', 'restored-under-tail', 2 * times);
  copy.link.down(false);
  await leaveByWitness(stage, copy);
  for (let time = 0; time < times; time++) {
    if (!(await came(() => copy.link.standing > 0))) break;
    const backup = await stage.cloud.backUp();
    copy.link.letGo();
    await came(() => copy.link.standing > 0);
    if (stage.dice.chance(0.2)) {
      await copy.kill();
      await copy.open();
    }
    await restoreCloud(stage, backup, true);
    copy.link.letGo();
  }
  copy.link.forgetWishes();
  copy.link.letGo();
  await stage.settled(copy);
}

/** Restores, and excuses what then lies neither in the cloud nor in any journal. */
async function restoreCloud(stage: Stage, backup: string, silently: boolean): Promise<void> {
  await stage.look();
  await stage.cloud.restore(backup, silently);
  const copy = firstCopy(stage);
  await stage.recount(copy, stage.ledger.holds(copy.name));
}

async function prunedThenRestored(stage: Stage): Promise<void> {
  const copy = firstCopy(stage);
  await stage.open(copy);
  await stage.settled(copy);
  const backup = await stage.cloud.backUp();
  await copy.append(makeFacts(stage.script, stage.dice.between(2, 5)));
  await stage.settled(copy);
  await tendAll(copy);
  if (stage.dice.chance(0.5)) await stage.sell(copy);
  await restoreCloud(stage, backup, stage.dice.chance(0.3));
  stage.fired('pruned-then-restored');
  await copy.stop();
  await copy.open();
  await stage.sell(copy);
  await stage.settled(copy);
}

async function poison(stage: Stage): Promise<void> {
  const copy = someCopy(stage);
  await stage.open(copy);
  const { script, dice } = stage;
  const bad = [script.poison(), script.stray(), script.sameMovement()].filter((fact) => fact !== undefined);
  await copy.append(dice.shuffle([...dice.shuffle(bad).slice(0, 2), ...makeFacts(script, 2)]), dice.chance(0.5));
  stage.fired('poison');
  await stage.settled(copy);
}

/**
 * A gateway refuses one fact, alone too: its bytes travel as a file, its place is declared lost. Sometimes the cloud's
 * disk is put back just before that declaration arrives.
 */
async function factRefused(stage: Stage): Promise<void> {
  const copy = firstCopy(stage);
  await stage.open(copy);
  const settled = await stage.settled(copy);
  const backup = settled && stage.dice.chance(0.5) ? await stage.cloud.backUp() : undefined;
  await copy.append(makeFacts(stage.script, stage.dice.between(1, 3)));
  await stage.settled(copy);
  const refused = stage.script.note();
  copy.link.refuse(`run-fact-${refused.key}"`, 'fact-refused');
  if (backup !== undefined) copy.link.wish('batch', 'hold-loss', 'fact-refused');
  await copy.append([refused, ...makeFacts(stage.script, stage.dice.between(1, 3))]);
  if (backup !== undefined && (await came(() => copy.link.standing > 0))) {
    await restoreCloud(stage, backup, true);
    stage.fired('cloud-restored-silently');
    copy.link.letGo();
  }
  await stage.settled(copy);
  copy.link.forgetWishes();
}

async function redrive(stage: Stage): Promise<void> {
  const copy = someCopy(stage);
  await stage.open(copy);
  const key = await strayRow(stage, copy);
  if (key === undefined) return;
  await stage.cloud.moveStrayMachine();
  // Two workers take the same job.
  await Promise.all([redriveOnce(stage, key), redriveOnce(stage, key), stage.sell(copy)]);
  stage.fired('redrive');
}

/**
 * The job was taken before the restore and inserts after it; the shop sends the fact again as well. Under a process
 * that runs on, the job has even read its row already.
 */
async function redriveDuringRestore(stage: Stage): Promise<void> {
  const copy = someCopy(stage);
  await stage.open(copy);
  await stage.settled(copy);
  const backup = await stage.cloud.backUp();
  const key = await strayRow(stage, copy);
  if (key === undefined) return;
  const underfoot = stage.dice.chance(0.6);
  if (stage.dice.chance(0.5)) copy.link.down(true);
  await stage.cloud.moveStrayMachine();
  if (underfoot) await stage.cloud.ask('redrive-begin', key).catch(() => undefined);
  await restoreCloud(stage, backup, underfoot);
  await stage.cloud.moveStrayMachine();
  await (underfoot ? stage.cloud.ask('redrive-end').catch(() => undefined) : redriveOnce(stage, key));
  stage.fired('redrive-during-restore');
  copy.link.down(false);
  await stage.settled(copy);
  await redriveOnce(stage, key);
}

async function keyRevoked(stage: Stage): Promise<void> {
  const copy = firstCopy(stage);
  await stage.open(copy);
  await sellAnyhow(stage, copy);
  await stage.cloud.ask('revoke', { agent: copy.credentials.agent });
  stage.fired('key-revoked');
  await stage.sell(copy);
  await pause(stage.dice.below(200));
  await pairAgain(stage);
}

/** Every PC of this agent gets the new key, as a person would type the new code. */
async function pairAgain(stage: Stage): Promise<void> {
  const { credentials } = firstCopy(stage);
  const paired = await stage.cloud.ask<Credentials>('pair', { agent: credentials.agent });
  for (const copy of stage.copies) {
    copy.credentials = paired;
    if (!copy.isOpen) continue;
    await copy.stop();
    await copy.open();
  }
}

/** Backup, revoke, restore: the key must stay dead. */
async function revokedThenRestored(stage: Stage): Promise<void> {
  const copy = firstCopy(stage);
  await stage.open(copy);
  await sellAnyhow(stage, copy);
  const old = copy.credentials;
  const backup = await stage.cloud.backUp();
  await stage.cloud.ask('revoke', { agent: old.agent });
  await restoreCloud(stage, backup, false);
  stage.fired('revoked-then-restored');
  const status = await tokenStatus(stage.cloud.url, old);
  stage.findings.expect('revoked', status === 401 || status === 403, () => `the old key was answered ${status}`);
  await pairAgain(stage);
}

async function tokenStatus(cloudUrl: string, credentials: Credentials): Promise<number> {
  const asked = await fetch(`${cloudUrl}/v1/agent/nonce`);
  const { nonce } = (await asked.json()) as { nonce: string };
  const signature = sign(
    null,
    Buffer.from(`${nonce}.${credentials.key}`),
    createPrivateKey(credentials.privateKeyPem),
  ).toString('base64url');
  const answered = await fetch(`${cloudUrl}/v1/agent/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: credentials.key, nonce, signature }),
  });
  return answered.status;
}
