const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * Business date (`2026-11-20`) of an instant: the day whose cut-off was the last one passed on the shop's wall clock.
 * Date D begins at the first instant at which the shop's wall shows D and `cutOffMinutes` after midnight (0–1439), so
 * that a clock set back never brings an ended day back. Throws RangeError on an unknown IANA zone.
 */
export function businessDate(atMs: number, timeZone: string, cutOffMinutes: number): string {
  const wall = wallMs(atMs, timeZone);
  const today = Math.floor(wall / DAY_MS) * DAY_MS;
  for (const day of [today + DAY_MS, today]) if (hasBegun(day, atMs, timeZone, cutOffMinutes)) return dayText(day);
  return dayText(today - DAY_MS);
}

function hasBegun(day: number, atMs: number, timeZone: string, cutOffMinutes: number): boolean {
  const startWall = day + cutOffMinutes * MINUTE_MS;
  if (wallMs(atMs, timeZone) >= startWall) return true;
  const offsetBefore = wallMs(atMs - DAY_MS, timeZone) - (atMs - DAY_MS);
  const start = startWall - offsetBefore;
  return start <= atMs && wallMs(start, timeZone) - start === offsetBefore;
}

function dayText(dayMs: number): string {
  return new Date(dayMs).toISOString().slice(0, 10);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the wall clock of the zone shows, written as if it were UTC. */
function wallMs(atMs: number, timeZone: string): number {
  const part = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((atMs % 1_000) + 1_000) % 1_000);
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}
