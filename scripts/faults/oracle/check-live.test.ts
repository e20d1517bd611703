import { describe, expect, test } from 'vitest';
import { type Arrival, checkLive, LIVE_MS_MAX } from './check-live.ts';
import { createFindings } from './invariants.ts';

const came = (tookMs: number | undefined): Arrival => ({
  what: 'a sale',
  askedAtMs: 1_000,
  heardAtMs: tookMs === undefined ? undefined : 1_000 + tookMs,
});
function brokenBy(plain: readonly Arrival[], beside: readonly Arrival[]): string[] {
  const findings = createFindings();
  checkLive(plain, beside, findings);
  return findings.violations.map(({ invariant }) => invariant.split(' ')[0] ?? '');
}

describe('the oracle of the live page', () => {
  test('is content with what comes in time', () => {
    expect(brokenBy([came(200)], [came(LIVE_MS_MAX)])).toEqual([]);
  });

  test('misses what never comes, and what comes too late', () => {
    expect(brokenBy([came(undefined)], [came(300)])).toEqual(['12']);
    expect(brokenBy([came(200)], [came(300), came(LIVE_MS_MAX + 1)])).toEqual(['13']);
  });

  test('is not content with having looked for nothing', () => {
    expect(brokenBy([], [])).toEqual(['12', '13']);
  });
});
