import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestServer } from '../postgres/test-server.ts';
import { layGround } from './ground.ts';
import { proveRed } from './red.ts';
import type { RunResult } from './run.ts';
import { readSettings, type Settings } from './settings.ts';
import { ALL_KINDS, type Ground, runSuite } from './suite.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function main(): Promise<number> {
  const settings = readSettings(process.argv.slice(2));
  const folder = mkdtempSync(join(tmpdir(), 'tillbridge-faults-'));
  const server = await startTestServer();
  const tidy = async (): Promise<void> => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void tidy().finally(() => process.exit(130)));
  try {
    const ground = await layGround(server, folder);
    return settings.red === undefined ? await green(ground, settings) : await red(ground, settings, settings.red);
  } finally {
    await tidy();
  }
}

async function red(ground: Ground, settings: Settings, rules: readonly string[]): Promise<number> {
  say(`${rules.length} rules switched off in turn; each must be missed:`);
  const missed = await proveRed(ground, settings, rules, say);
  say(missed.length === 0 ? 'every rule is missed when it is off' : `NOT MISSED: ${missed.join(', ')}`);
  return missed.length === 0 ? 0 : 1;
}

const PROGRESS_EVERY = 20;

async function green(ground: Ground, settings: Settings): Promise<number> {
  const startedMs = performance.now();
  const wanted = settings.only ?? ALL_KINDS;
  let done = 0;
  const onRun = (result: RunResult): void => {
    done += 1;
    if (result.violations.length > 0) tell(result, settings);
    else if (done % PROGRESS_EVERY === 0)
      say(`${done} of ${settings.runs} runs, ${Math.round((performance.now() - startedMs) / 1000)} s`);
  };
  const { tally, broken } = await runSuite(ground, {
    ...settings,
    wanted,
    withoutRule: settings.without,
    untilRed: false,
    onRun,
  });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  say(
    `\nseed ${settings.seed}, ${done} runs in ${seconds} s${settings.without === undefined ? '' : `, without ${settings.without}`}\n`,
  );
  say(tally.table(wanted));
  const silent = settings.runs >= wanted.length ? tally.silent(wanted) : [];
  if (silent.length > 0) say(`\nNEVER FIRED: ${silent.join(', ')}`);
  if (broken.length > 0) say(`\nBROKEN: ${broken.length} of ${done} runs`);
  // A cut database, a hostile line or a kill elsewhere is never a reason for the API to end.
  const fell = tally.sum('API crashes');
  if (fell > 0) say(`\nFELL BY ITSELF: the API, ${fell} times`);
  const good = silent.length === 0 && broken.length === 0 && fell === 0;
  if (good) say('\nno invariant broken');
  return good ? 0 : 1;
}

const SHOWN_MAX = 8;

function tell({ run, plan, violations }: RunResult, settings: Settings): void {
  const only = settings.only === undefined ? '' : ` --only ${settings.only.join(',')}`;
  const without = settings.without === undefined ? '' : ` --without ${settings.without}`;
  say(`\nVIOLATION seed ${settings.seed} run ${run} (${plan.kinds.join(', ')})`);
  for (const { invariant, what } of violations.slice(0, SHOWN_MAX)) say(`  ${invariant}\n    ${what}`);
  if (violations.length > SHOWN_MAX) say(`  … and ${violations.length - SHOWN_MAX} more`);
  say(`  again: npm run faults -- --seed ${settings.seed} --run ${run}${only}${without}\n`);
}

process.exitCode = await main();
