const UNITS = ['kB', 'MB', 'GB', 'TB'] as const;
const STEP = 1_000;

/** `640 MB` · `1.4 GB`; decimal, as disks are sold, and rounded down so that room is never promised. The same in both languages. */
export function bytesLabel(bytes: number): string {
  let [unit, value] = [0, bytes / STEP];
  while (value >= STEP && unit < UNITS.length - 1) {
    value /= STEP;
    unit += 1;
  }
  const shown = unit < 2 ? Math.floor(value) : Math.floor(value * 10) / 10;
  return `${shown}\u00a0${UNITS[unit] ?? ''}`;
}
