const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

/** What the clock on the wall shows to the minute, as if it were UTC. */
export type WallClock = (atMs: number) => number;

export function wallClock(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (atMs) => {
    const parts = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute);
  };
}

/**
 * When the clock shows a time (to the minute, as if it were UTC): twice where clocks are put back, and where they are put
 * forward over it, at the moment at which they are.
 */
export function whenShown(wall: WallClock, shownMs: number): { readonly first: number; readonly last: number } {
  const ahead = (atMs: number) => wall(atMs) - atMs;
  const times = [shownMs - ahead(shownMs - DAY_MS), shownMs - ahead(shownMs + DAY_MS)].filter(
    (atMs) => wall(atMs) === shownMs,
  );
  if (times.length > 0) return { first: Math.min(...times), last: Math.max(...times) };
  const jump = firstShownAfter(wall, shownMs);
  return { first: jump, last: jump };
}

/** The first minute at which the clock shows more than a time that it leaves out. */
function firstShownAfter(wall: WallClock, shownMs: number): number {
  let [before, after] = [shownMs - DAY_MS, shownMs + DAY_MS];
  while (after - before > MINUTE_MS) {
    const middle = before + Math.floor((after - before) / 2 / MINUTE_MS) * MINUTE_MS;
    if (wall(middle) > shownMs) after = middle;
    else before = middle;
  }
  return after;
}
