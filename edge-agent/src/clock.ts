import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hrtime } from 'node:process';

/** Both clocks of the PC; everything that needs the time takes this, so that a test can move it. */
export interface Clock {
  /** Wall clock, milliseconds since 1970; may jump. */
  nowMs(): number;
  /** Whole milliseconds since the PC booted; never goes back. */
  monotonicMs(): number;
  /** Random name of this boot, 32 hex digits: monotonic times compare only within one boot. */
  readonly boot: string;
}

const BOOT_ID_FILE = '/proc/sys/kernel/random/boot_id';
const NANOSECONDS_PER_MS = 1_000_000n;

/** Clock of this PC. Where the system gives no boot id each process counts as a boot of its own, which only makes fewer times comparable. */
export function systemClock(): Clock {
  return {
    nowMs: () => Date.now(),
    monotonicMs: () => Number(hrtime.bigint() / NANOSECONDS_PER_MS),
    boot: readBootId() ?? randomBytes(16).toString('hex'),
  };
}

/** UTC instant with milliseconds, the form that every fact carries. */
export function instant(ms: number): string {
  return new Date(ms).toISOString();
}

function readBootId(): string | undefined {
  try {
    const hex = readFileSync(BOOT_ID_FILE, 'utf8').trim().replaceAll('-', '');
    return /^[0-9a-f]{32}$/.test(hex) ? hex : undefined;
  } catch {
    return undefined;
  }
}
