import { parseArgs } from 'node:util';
import { FCC_PRESETS, type FccPresetName } from '../../src/recycler/glory-fcc/presets.ts';
import { type FccFault, parseFccFault } from './fcc-faults.ts';

export interface FccSimulatorSettings {
  /** HTTP port on loopback, 0 for any free one. */
  readonly port: number;
  readonly units: FccPresetName;
  readonly session: boolean;
  readonly occupy: boolean;
  readonly duplicateCheck: boolean;
  readonly customers: boolean;
  readonly faults: readonly FccFault[];
  readonly control?: number;
  readonly seed: number;
  readonly speed: number;
  readonly fillPercent: number;
  readonly stateFile?: string;
}

export const FCC_SIMULATOR_USAGE = `simulate --model glory-fcc --listen tcp:PORT [--units ${Object.keys(FCC_PRESETS).join('|')}] [--customers]
  [--without session|occupy|duplicate-check]… [--fault name=value[@Operation]]… [--control PORT] [--seed N] [--speed N]
  [--fill PERCENT] [--state FILE]`;

const SWITCHES = ['session', 'occupy', 'duplicate-check'];

/** Settings out of command-line words, or every mistake in one list. */
export function readFccSettings(
  words: readonly string[],
): FccSimulatorSettings | { readonly mistakes: readonly string[] } {
  const values = parsed(words);
  if (typeof values === 'string') return { mistakes: [values] };
  const mistakes: string[] = [];
  const whole = (name: string, text: string | undefined, least: number, most: number): number | undefined => {
    if (text === undefined) return undefined;
    const number = Number(text);
    if (Number.isSafeInteger(number) && number >= least && number <= most) return number;
    mistakes.push(`--${name}: a whole number from ${least} to ${most}`);
    return undefined;
  };
  const tcp = /^tcp:(\d+)$/.exec(values.listen ?? '')?.[1];
  if (tcp === undefined) mistakes.push('--listen: tcp:PORT');
  const units = values.units ?? 'thb-ci10-fcc';
  if (!Object.hasOwn(FCC_PRESETS, units)) mistakes.push(`--units: one of ${Object.keys(FCC_PRESETS).join(', ')}`);
  const without = values.without ?? [];
  for (const name of without) if (!SWITCHES.includes(name)) mistakes.push(`--without: one of ${SWITCHES.join(', ')}`);
  const faults: FccFault[] = [];
  for (const text of values.fault ?? []) {
    const fault = parseFccFault(text);
    if (typeof fault === 'string') mistakes.push(`--fault ${fault}`);
    else faults.push(fault);
  }
  const control = whole('control', values.control, 0, 65_535);
  const settings: FccSimulatorSettings = {
    port: whole('listen', tcp, 0, 65_535) ?? 0,
    units: units as FccPresetName,
    session: !without.includes('session'),
    occupy: !without.includes('occupy'),
    duplicateCheck: !without.includes('duplicate-check'),
    customers: values.customers ?? false,
    faults,
    ...(control === undefined ? {} : { control }),
    seed: whole('seed', values.seed, 0, 0xffff_ffff) ?? 1,
    speed: whole('speed', values.speed, 1, 1_000) ?? 1,
    fillPercent: whole('fill', values.fill, 0, 100) ?? 55,
    ...(values.state === undefined ? {} : { stateFile: values.state }),
  };
  return mistakes.length > 0 ? { mistakes } : settings;
}

function parsed(words: readonly string[]) {
  try {
    const one = { type: 'string' } as const;
    const many = { type: 'string', multiple: true } as const;
    const options = { listen: one, units: one, customers: { type: 'boolean' }, without: many, fault: many } as const;
    const more = { control: one, seed: one, speed: one, fill: one, state: one } as const;
    return parseArgs({ args: [...words], options: { ...options, ...more } }).values;
  } catch (error) {
    return error instanceof Error ? error.message : 'unreadable settings';
  }
}
