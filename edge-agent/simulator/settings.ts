import { parseArgs } from 'node:util';
import { MACHINE_PRESETS, type MachinePresetName } from '../src/recycler/glory-300/presets.ts';
import { type FaultSetting, parseFault } from './faults.ts';

export interface SimulatorSettings {
  readonly listen: 'pty' | { readonly tcp: number };
  readonly units: MachinePresetName;
  /** People who pay by themselves whenever a deposit opens. */
  readonly customers: boolean;
  readonly faults: readonly FaultSetting[];
  /** HTTP port on loopback, 0 for any free one; absent for none. */
  readonly control?: number;
  readonly seed: number;
  /** How many times faster than life. */
  readonly speed: number;
  readonly fillPercent: number;
  /** Keeps the cash over a restart. */
  readonly stateFile?: string;
}

export const SIMULATOR_USAGE = `simulate --listen pty|tcp:PORT [--units ${Object.keys(MACHINE_PRESETS).join('|')}] [--customers]
  [--fault name=value[@command]]… [--control PORT] [--seed N] [--speed N] [--fill PERCENT] [--state FILE]`;

/** Settings out of command-line words, or every mistake in one list. */
export function readSimulatorSettings(
  words: readonly string[],
): SimulatorSettings | { readonly mistakes: readonly string[] } {
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
  if (tcp === undefined && values.listen !== 'pty') mistakes.push('--listen: pty or tcp:PORT');
  const units = values.units ?? 'thb-ci10';
  if (!Object.hasOwn(MACHINE_PRESETS, units))
    mistakes.push(`--units: one of ${Object.keys(MACHINE_PRESETS).join(', ')}`);
  const faults: FaultSetting[] = [];
  for (const text of values.fault ?? []) {
    const fault = parseFault(text);
    if (typeof fault === 'string') mistakes.push(`--fault ${fault}`);
    else faults.push(fault);
  }
  const control = whole('control', values.control, 0, 65_535);
  const settings: SimulatorSettings = {
    listen: tcp === undefined ? 'pty' : { tcp: whole('listen', tcp, 0, 65_535) ?? 0 },
    units: units as MachinePresetName,
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
    return parseArgs({
      args: [...words],
      options: {
        listen: { type: 'string' },
        units: { type: 'string' },
        customers: { type: 'boolean' },
        fault: { type: 'string', multiple: true },
        control: { type: 'string' },
        seed: { type: 'string' },
        speed: { type: 'string' },
        fill: { type: 'string' },
        state: { type: 'string' },
      },
    }).values;
  } catch (error) {
    return error instanceof Error ? error.message : 'unreadable settings';
  }
}
