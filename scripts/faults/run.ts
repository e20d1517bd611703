import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ARCHIVE_ACTS } from './acts/archiving.ts';
import { ROW_ACTS } from './acts/behind-our-back.ts';
import { CLOUD_ACTS } from './acts/on-the-cloud.ts';
import { JOURNAL_ACTS } from './acts/on-the-journal.ts';
import { LINE_ACTS } from './acts/on-the-line.ts';
import { PROCESS_ACTS } from './acts/on-the-processes.ts';
import type { ChildPool } from './children/child-pool.ts';
import { ChildError } from './children/child-process.ts';
import type { CloudHost } from './cloud-host.ts';
import { createDice } from './dice.ts';
import { expectLive } from './expect-live.ts';
import { heal } from './heal.ts';
import { type Kind, MAY_LEAVE } from './kinds.ts';
import type { Credentials } from './messages.ts';
import { checkArchive } from './oracle/check-archive.ts';
import { checkBooks } from './oracle/check-books.ts';
import { checkChain } from './oracle/check-chain.ts';
import { checkAcknowledged, checkCustody } from './oracle/check-custody.ts';
import { checkPassages } from './oracle/check-passages.ts';
import { checkStock } from './oracle/check-stock.ts';
import type { Violation } from './oracle/invariants.ts';
import type { JournalView } from './oracle/journal-view.ts';
import { type Plan, planRun } from './plan.ts';
import { replayPast } from './replay.ts';
import { type Stage, setStage } from './stage.ts';
import type { Tally } from './tally.ts';
import { watchSnapshots } from './watch-snapshots.ts';

export interface RunOptions {
  readonly seed: number;
  readonly run: number;
  readonly wanted: readonly Kind[];
  readonly cloud: CloudHost;
  readonly pool: ChildPool;
  readonly folder: string;
  readonly credentials: Credentials;
  readonly withoutRules: readonly string[];
  readonly tally: Tally;
}

export interface RunResult {
  readonly run: number;
  readonly plan: Plan;
  readonly violations: readonly Violation[];
}

const ACTS = { ...LINE_ACTS, ...PROCESS_ACTS, ...JOURNAL_ACTS, ...CLOUD_ACTS, ...ARCHIVE_ACTS, ...ROW_ACTS };

/** One run: faults between sales, healing, and the oracle's look at every byte. */
export async function runOnce(options: RunOptions): Promise<RunResult> {
  const dice = createDice(options.seed * 1_000_003 + options.run);
  const plan = planRun(dice.fork('plan'), options.run, options.wanted);
  const { cloud, pool, folder, credentials, withoutRules, tally } = options;
  mkdirSync(folder, { recursive: true });
  await cloud.begin(join(folder, 'revocations.ndjson'));
  const smallDisk = plan.kinds.includes('disk-full');
  const stage = await setStage({
    dice,
    cloud,
    pool,
    folder,
    credentials,
    withoutRules,
    smallDisk,
    fired: (kind) => tally.fired(kind),
  });
  try {
    await play(stage, plan);
    count(stage, tally);
  } catch (error) {
    if (!(error instanceof ChildError)) throw error;
    // The product refused what a shop may always do: open its journal, write its next fact, restart its cloud.
    stage.findings.expect('recording', false, () => `${error.name} ${error.code ?? ''} ${error.message}`);
  } finally {
    await stage.close();
    await cloud.end();
    rmSync(folder, { recursive: true, force: true });
  }
  tally.add('runs', 1);
  tally.add('checks', stage.findings.checks);
  return { run: options.run, plan, violations: stage.findings.violations };
}

async function play(stage: Stage, plan: Plan): Promise<void> {
  const [first] = stage.copies;
  if (first === undefined) throw new Error('a stage without a PC');
  first.link.rough(plan.rough);
  // Sometimes a customer pays before the cloud was ever reached.
  const offline = stage.dice.chance(0.3);
  await first.open({ connected: !offline });
  await stage.sell(first);
  if (offline) await first.connect();
  const watch = watchSnapshots(stage);
  try {
    for (const kind of plan.kinds) {
      await ACTS[kind]?.(stage);
      for (const copy of stage.copies) if (copy.isOpen && stage.dice.chance(0.6)) await stage.sell(copy);
    }
    await heal(stage);
    stage.liveMs = await expectLive(stage);
  } finally {
    await watch.stop();
    stage.snapshots = watch.seen;
  }
  stage.findings.expect('books', watch.seen > 0, () => 'no snapshot was seen');
  for (const copy of stage.copies) await copy.stop();
  await judge(stage);
  await replayPast(stage);
}

async function judge(stage: Stage): Promise<void> {
  const view = await stage.look();
  const journals = stage.copies
    .map((copy) => copy.view())
    .filter((journal): journal is JournalView => journal !== undefined);
  const { findings, ledger } = stage;
  checkBooks(view, findings);
  checkArchive(view, findings);
  checkChain(view, findings);
  checkStock(view, findings);
  checkCustody(view, ledger, journals, findings);
  checkAcknowledged(view, journals, stage.everInCloud, ledger, stage.happened.has('journal-damaged'), findings);
  for (const copy of stage.copies) checkPassages(copy.link.passages, view, ledger.forged, findings);
  if (![...stage.happened].some((kind) => MAY_LEAVE.has(kind))) {
    for (const journal of journals)
      findings.expect('stays', journal.epochs.length === 1, () => `${journal.epochs.length} epochs without a reason`);
  }
  stage.committed = ledger.written.size;
  stage.last = view;
}

function count(stage: Stage, tally: Tally): void {
  tally.add('snapshots', stage.snapshots);
  tally.atMost('slowest live sale, ms', stage.liveMs);
  tally.add('facts committed', stage.committed);
  tally.add('facts in the cloud', stage.last?.facts.length ?? 0);
  tally.add('facts in the archive', stage.last?.archived ?? 0);
  tally.add('facts in quarantine', stage.last?.quarantine.length ?? 0);
  tally.add(
    'facts declared lost',
    (stage.last?.losses ?? []).reduce((sum, loss) => sum + loss.last - loss.first + 1, 0),
  );
  for (const copy of stage.copies) {
    tally.add('requests', copy.link.passages.length);
    tally.add('batches', copy.link.passages.filter((passage) => passage.path === 'batch').length);
    tally.add('epochs left', (copy.view()?.epochs.length ?? 1) - 1);
  }
}
