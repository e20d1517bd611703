import { describe, expect, it } from 'vitest';
import { painter } from '../cli/shell.ts';
import { parseLogLine, passes, showLogLine, sinceMsOf } from './log-line.ts';

const raw = {
  level: 40,
  time: '2026-11-20T08:00:00.000Z',
  part: 'delivery',
  event: 'delivery.offline',
  attempt: 3,
  error: { code: 'ECONNREFUSED', name: 'Error', stack: 'long' },
};
const line = parseLogLine(JSON.stringify(raw));

describe('a line of the log', () => {
  it('is shown with its part, its event and short fields', () => {
    if (line === undefined) throw new Error('not a line');
    const text = showLogLine(line, painter(false));
    expect(text).toMatch(
      /^\d\d-\d\d \d\d:\d\d:\d\d WARN {2}delivery {2}delivery\.offline attempt=3 error=ECONNREFUSED$/,
    );
    expect(showLogLine(line, painter(true))).toContain('\u001b[33m');
  });

  it.each([
    [{}, true],
    [{ level: 'warn' as const }, true],
    [{ level: 'error' as const }, false],
    [{ part: 'delivery' }, true],
    [{ part: 'machine' }, false],
    [{ sinceMs: Date.parse(raw.time) }, true],
    [{ sinceMs: Date.parse(raw.time) + 1 }, false],
  ])('passes the filter %j: %s', (filter, through) => {
    expect(line !== undefined && passes(line, filter)).toBe(through);
  });

  it.each(['', '{"level":30,"time":"2026', 'null', '[]', '"text"', '{"level":"30"}'])('is not %j', (text) => {
    expect(parseLogLine(text)).toBeUndefined();
  });

  it.each([
    ['90s', 90_000],
    ['15m', 900_000],
    ['2h', 7_200_000],
    ['3d', 259_200_000],
  ])('since %s is so long ago', (text, agoMs) => {
    expect(sinceMsOf(text, 1_000_000_000_000)).toBe(1_000_000_000_000 - agoMs);
  });

  it('takes an instant, and nothing else', () => {
    expect(sinceMsOf('2026-11-20T08:00:00Z', 0)).toBe(Date.parse(raw.time));
    expect(sinceMsOf('yesterday', 0)).toBeUndefined();
  });
});
