import type { Copy } from './copy.ts';
import { makeFacts, type Stage } from './stage.ts';
import { until, WaitedTooLong } from './wait.ts';

const DRAIN_MS_MAX = 8_000;

/** Ends every fault, lets late requests in, and waits until all PCs have nothing left to say. */
export async function heal(stage: Stage): Promise<void> {
  stage.disk?.clear();
  for (const copy of stage.copies) {
    copy.link.down(false);
    copy.link.rough(0);
    copy.link.forgetWishes();
    copy.link.letGo();
  }
  await stage.cloud.start();
  for (const copy of stage.copies) await reopen(copy);
  for (const copy of stage.copies) await copy.link.release().catch(() => 0);
  for (const copy of stage.copies) await drain(stage, copy);
  await expectOneKeeper(stage);
  const epochs = await epochCounts(stage);
  for (const copy of stage.copies) await copy.append(makeFacts(stage.script, 2));
  for (const copy of stage.copies) await drain(stage, copy);
  const later = await epochCounts(stage);
  later.forEach((count, at) => {
    const before = epochs[at] ?? count;
    stage.findings.expect(
      'pingpong',
      count - before <= 1,
      () => `PC ${at} left ${count - before} epochs after the faults had stopped`,
    );
  });
}

/** Two PCs from one disk never both believe that an epoch is theirs, once both were heard. */
async function expectOneKeeper(stage: Stage): Promise<void> {
  const live = await Promise.all(stage.copies.map(async (copy) => (await copy.state()).epoch));
  stage.findings.expect('pingpong', new Set(live).size === live.length, () => `both PCs go on in epoch ${live[0]}`);
}

async function reopen(copy: Copy): Promise<void> {
  if (copy.isOpen) await copy.clock(0);
  else await copy.open();
}

async function epochCounts(stage: Stage): Promise<number[]> {
  return Promise.all(stage.copies.map(async (copy) => (await copy.epochs()).length));
}

/** Two opens answered one after the other with nothing pending: the second one heard what the first one brought. */
async function drain(stage: Stage, copy: Copy): Promise<void> {
  const from = copy.link.passages.length;
  const opened = (): number =>
    copy.link.passages.slice(from).filter((passage) => passage.path === 'open' && passage.status === 200).length;
  try {
    await until('an empty backlog', DRAIN_MS_MAX, async () =>
      opened() >= 2 && (await copy.state()).pending === 0 ? true : undefined,
    );
    stage.findings.expect('drained', true, () => '');
  } catch (error) {
    if (!(error instanceof WaitedTooLong)) throw error;
    const state = await copy.state();
    stage.findings.expect(
      'drained',
      false,
      () =>
        `copy ${copy.name}: ${state.pending} pending, ${opened()} opens answered, ${state.connection}, ${lastWords(copy)}`,
    );
    checkParked(stage, copy);
  }
}

/** Invariant 14: with something pending, an attempt is never further away than the longest back-off. */
function checkParked(stage: Stage, copy: Copy): void {
  const last = copy.link.passages.at(-1)?.atMs ?? 0;
  const silentMs = performance.now() - last;
  stage.findings.expect(
    'parked',
    silentMs < PARKED_MS,
    () => `copy ${copy.name} said nothing for ${Math.round(silentMs)} ms`,
  );
}

const PARKED_MS = 4_000;

function lastWords(copy: Copy): string {
  return copy.link.passages
    .slice(-6)
    .map((passage) => `${passage.path} ${passage.status ?? '—'} ${codeOf(passage.answer)}`)
    .join('; ');
}

function codeOf(answer: Buffer | undefined): string {
  return /"code":"([^"]+)"/.exec(answer?.toString('utf8') ?? '')?.[1] ?? '';
}
