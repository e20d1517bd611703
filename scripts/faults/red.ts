import { AIMED_AT } from './rules.ts';
import type { Settings } from './settings.ts';
import { ALL_KINDS, type Ground, runSuite } from './suite.ts';

/** Runs with a rule switched off before the suite admits that it does not notice. */
const RUNS_UNTIL_RED = 60;
const CONTROL_RUNS = 2;

/** Switches these rules off in turn; each must break an invariant. Gives the rules for which that was not shown. */
export async function proveRed(
  ground: Ground,
  settings: Settings,
  rules: readonly string[],
  say: (line: string) => void,
): Promise<readonly string[]> {
  const green: string[] = [];
  for (const rule of rules) {
    const startedMs = performance.now();
    let ran = 0;
    const wanted = settings.only ?? AIMED_AT[rule] ?? ALL_KINDS;
    const common = { seed: settings.seed, wanted, jobs: settings.jobs };
    const { broken } = await runSuite(ground, {
      ...common,
      runs: RUNS_UNTIL_RED,
      from: 0,
      withoutRule: rule,
      untilRed: true,
      onRun: () => {
        ran += 1;
      },
    });
    // The same faults with the rule in force must be green, or it was not the rule that was missed.
    const control = await runSuite(ground, {
      ...common,
      runs: CONTROL_RUNS,
      from: broken[0]?.run ?? 0,
      withoutRule: undefined,
      untilRed: true,
      onRun: () => undefined,
    });
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    const [first] = broken;
    const [violation] = first?.violations ?? [];
    const [accused] = control.broken;
    if (accused !== undefined) {
      green.push(rule);
      say(`  ${rule.padEnd(24)} proves nothing: run ${accused.run} is red with the rule in force too`);
    } else if (first === undefined || violation === undefined) {
      green.push(rule);
      say(`  ${rule.padEnd(24)} still green after ${ran} runs (${seconds} s)`);
    } else say(`  ${rule.padEnd(24)} red in run ${first.run} (${seconds} s): ${violation.invariant}`);
  }
  return green;
}
