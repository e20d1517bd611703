import { parseArgs } from 'node:util';
import { isKind, KINDS, type Kind } from './kinds.ts';
import { RULES } from './rules.ts';

export interface Settings {
  readonly seed: number;
  readonly runs: number;
  readonly from: number;
  readonly only: readonly Kind[] | undefined;
  readonly without: string | undefined;
  readonly jobs: number;
  /** Switches these rules off in turn and expects each to be missed. */
  readonly red: readonly string[] | undefined;
}

const RUNS = 60;
const JOBS = 2;

/** Reads the command line whole; throws one message with everything that is wrong with it. */
export function readSettings(args: readonly string[]): Settings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string' },
      runs: { type: 'string' },
      run: { type: 'string' },
      only: { type: 'string' },
      without: { type: 'string' },
      jobs: { type: 'string' },
      red: { type: 'boolean' },
    },
  });
  const wrong: string[] = [];
  const whole = (name: string, text: string | undefined, otherwise: number, least: number): number => {
    if (text === undefined) return otherwise;
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least)
      wrong.push(`--${name} takes a whole number from ${least}, not ${text}`);
    return value;
  };
  const only = values.only?.split(',');
  for (const kind of only ?? []) if (!isKind(kind)) wrong.push(`--only knows no ${kind}; it knows ${KINDS.join(', ')}`);
  const rules = values.without?.split(',') ?? [];
  for (const rule of rules)
    if (!RULES.includes(rule)) wrong.push(`--without knows no ${rule}; it knows ${RULES.join(', ')}`);
  if (rules.length > 1 && values.red !== true) wrong.push('--without takes several rules only with --red');
  const settings: Settings = {
    seed: whole('seed', values.seed, 1, 0),
    runs: values.run === undefined ? whole('runs', values.runs, RUNS, 1) : 1,
    from: whole('run', values.run, 0, 0),
    only: only?.filter(isKind),
    without: values.red === true ? undefined : values.without,
    jobs: values.run === undefined ? whole('jobs', values.jobs, JOBS, 1) : 1,
    red: values.red === true ? (rules.length === 0 ? RULES : rules) : undefined,
  };
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return settings;
}
