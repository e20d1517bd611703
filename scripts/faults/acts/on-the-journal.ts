import { closeSync, existsSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Copy } from '../copy.ts';
import type { JournalView } from '../oracle/journal-view.ts';
import { makeFacts, type Stage } from '../stage.ts';
import { type Acts, firstCopy, sellAnyhow, someCopy } from './act.ts';
import { diskCloned } from './clones.ts';
import { type Forged, forge } from './forge.ts';
import { tendAll } from './tend-all.ts';

/** What happens to a shop PC's disk. */
export const JOURNAL_ACTS: Acts = {
  'journal-restored': (stage) => restored(stage, true),
  'journal-restored-bare': (stage) => restored(stage, false),
  'disk-cloned': diskCloned,
  'journal-damaged': damaged,
  'journal-deleted': deleted,
  'journal-edited': edited,
  'disk-full': diskFull,
};

const bytesIn = (view: JournalView | undefined): string[] =>
  (view?.lines ?? []).flatMap((line) => (line.raw === null ? [] : [line.hash]));

async function restored(stage: Stage, withWitness: boolean): Promise<void> {
  const copy = someCopy(stage);
  const kept = join(stage.folder, `kept-${copy.name}-${withWitness}`);
  await copy.stop();
  copy.backUp(kept);
  await copy.open();
  await sellAnyhow(stage, copy);
  if (stage.dice.chance(0.7)) await stage.settled(copy);
  await (stage.dice.chance(0.5) ? copy.kill() : copy.stop());
  copy.restore(kept, withWitness);
  await stage.recount(copy, bytesIn(copy.view()));
  stage.fired(withWitness ? 'journal-restored' : 'journal-restored-bare');
  // Half of the time a customer pays before the cloud is reached.
  const offline = stage.dice.chance(0.6);
  const opened = await copy.open({ connected: !offline });
  if (withWitness)
    stage.findings.expect(
      'witness',
      opened.began !== undefined,
      () => `copy ${copy.name} goes on in epoch ${opened.epoch}`,
    );
  await stage.sell(copy);
  if (offline) await copy.connect();
}

const FLIPS = 60;
const PAGE_BYTES = 4_096;

async function damaged(stage: Stage): Promise<void> {
  const copy = someCopy(stage);
  await stage.open(copy);
  await sellAnyhow(stage, copy);
  await copy.stop();
  flipBytes(join(copy.dir, 'journal.sqlite'), stage);
  await stage.recount(copy, []);
  stage.fired('journal-damaged');
  await openAndSell(stage, copy);
}

function flipBytes(file: string, stage: Stage): void {
  if (!existsSync(file)) return;
  const { size } = statSync(file);
  const handle = openSync(file, 'r+');
  const byte = Buffer.alloc(1);
  // One page is hit, as by a dying sector; sometimes the first, where everything begins.
  const pages = Math.max(1, Math.floor(size / PAGE_BYTES));
  const start = stage.dice.chance(0.25) ? 0 : stage.dice.below(pages) * PAGE_BYTES;
  for (let flip = 0; flip < FLIPS; flip++) {
    const at = Math.min(size - 1, start + stage.dice.below(PAGE_BYTES));
    readSync(handle, byte, 0, 1, at);
    byte[0] = (byte[0] ?? 0) ^ stage.dice.between(1, 255);
    writeSync(handle, byte, 0, 1, at);
  }
  closeSync(handle);
}

async function deleted(stage: Stage): Promise<void> {
  const copy = someCopy(stage);
  await stage.open(copy);
  await sellAnyhow(stage, copy);
  await copy.stop();
  for (const name of ['journal.sqlite', 'journal.sqlite-wal', 'journal.sqlite-shm'])
    rmSync(join(copy.dir, name), { force: true });
  if (stage.dice.chance(0.5)) rmSync(join(copy.dir, 'witness.json'), { force: true });
  await stage.recount(copy, []);
  stage.fired('journal-deleted');
  await openAndSell(stage, copy);
}

/** Whatever became of the journal, the next customer can pay, with or without a line. */
async function openAndSell(stage: Stage, copy: Copy): Promise<void> {
  const offline = stage.dice.chance(0.5);
  await copy.open({ connected: !offline });
  try {
    await stage.sell(copy);
  } catch (error) {
    stage.findings.expect('recording', false, () => `copy ${copy.name}: ${String(error)}`);
  }
  if (offline) await copy.connect();
}

/** An amount is changed in the file: before it was sent, after it was acknowledged, or just before it is pruned. */
async function edited(stage: Stage): Promise<void> {
  const copy = someCopy(stage);
  const way = stage.dice.pick(['pending', 'acknowledged', 'pruned'] as const);
  await copy.stop();
  const { epoch } = await copy.open();
  await stage.settled(copy);
  const backup = way === 'pending' ? undefined : await stage.cloud.backUp();
  copy.link.down(way === 'pending');
  await copy.append(makeFacts(stage.script, stage.dice.between(2, 4)));
  const delivered = way !== 'pending' && (await stage.settled(copy));
  const stopped = way !== 'pruned' && stage.dice.chance(0.3);
  if (stopped) await copy.stop();
  const forged = forge(stage, copy);
  if (forged !== undefined) {
    await stage.recount(
      copy,
      [...stage.ledger.holds(copy.name)].filter((hash) => hash !== forged.original),
    );
    stage.fired('journal-edited');
  }
  if (stopped) await copy.open();
  copy.link.down(false);
  if (way === 'acknowledged' && forged?.epoch === epoch && delivered && !stopped && stage.dice.chance(0.6))
    return editedBesideItsOriginal(stage, copy, forged);
  if (way === 'pruned' && forged?.epoch === epoch && delivered) await mustLeaveBeforePruning(stage, copy, epoch);
  if (backup !== undefined && stage.dice.chance(0.8)) {
    await stage.cloud.restore(backup, false);
    await stage.recount(copy, stage.ledger.holds(copy.name));
  }
  await stage.sell(copy);
}

/** The cloud holds the true bytes; the epoch is left with something pending, so that its tail carries the edited ones too. */
async function editedBesideItsOriginal(stage: Stage, copy: Copy, forged: Forged): Promise<void> {
  copy.link.down(true);
  await stage.sell(copy);
  // Housekeeping may have seen the edit before: then the epoch was left with nothing pending, and needs no tail.
  const isPending = (await copy.state()).epoch === forged.epoch;
  await leaveByWitness(stage, copy);
  copy.link.down(false);
  const isKept = async (): Promise<boolean> =>
    (await stage.look()).quarantine.some((row) => row.rawHash === forged.hash && row.state === 'pending');
  if (isPending && (await stage.settled(copy, DELIVERED_MS)))
    stage.findings.expect('edited', await isKept(), () => `the edited place ${forged.sequence} is in nobody's sight`);
}

/** The journal as it is, under a witness of a later start: the epoch is left, and all of it is still here. */
export async function leaveByWitness(stage: Stage, copy: Copy): Promise<void> {
  const kept = join(stage.folder, `kept-${copy.name}-witness`);
  await copy.stop();
  copy.backUp(kept);
  await copy.open({ connected: false });
  await copy.stop();
  copy.restore(kept, true);
  stage.fired('journal-restored');
  await copy.open();
}

const DELIVERED_MS = 4_000;

async function mustLeaveBeforePruning(stage: Stage, copy: Copy, epoch: string): Promise<void> {
  await tendAll(copy);
  const now = await copy.state();
  stage.findings.expect(
    'edited',
    now.epoch !== epoch,
    () => `copy ${copy.name} forgot an edited line and stays in its epoch`,
  );
}

async function diskFull(stage: Stage): Promise<void> {
  const copy = firstCopy(stage);
  const { disk } = stage;
  if (disk === undefined) return;
  await stage.open(copy);
  await stage.settled(copy);
  await copy.tend(0);
  const offline = stage.dice.chance(0.5);
  copy.link.down(offline);
  disk.fill();
  stage.fired('disk-full');
  try {
    for (let times = 0; times < 6; times++) await copy.append(makeFacts(stage.script, 10), true);
  } catch (error) {
    stage.findings.expect('recording', false, () => `disk full: ${String(error)}`);
  }
  copy.link.down(false);
  if (!offline)
    stage.findings.expect('drained', await stage.settled(copy, 8_000), () => 'a full disk stops the sending');
  disk.clear();
  await copy.tend(0);
}
