import { expect, test } from 'vitest';
import { nextStep, type StandingAlarm } from './next-step.ts';
import { ALARM_RULES } from './rules.ts';

const NOW = new Date('2026-11-20T05:00:00Z');
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
const FRESH: StandingAlarm = {
  seenAt: ago(0),
  raisedAt: null,
  quietSince: null,
  acknowledgedAt: null,
  escalatedAt: null,
};
const RAISED: StandingAlarm = { ...FRESH, seenAt: ago(10), raisedAt: ago(9) };
const at = (rule = ALARM_RULES.unit_empty, open = true) => ({ rule, now: NOW, open });

test('a matter is seen first, and raised once it has lasted', () => {
  expect(nextStep(undefined, 'holds', at())).toBe('wait');
  expect(nextStep(FRESH, 'holds', at())).toBe('nothing');
  expect(nextStep({ ...FRESH, seenAt: ago(1) }, 'holds', at())).toBe('raise');
});

test('what may have lost money is raised at once, whatever the hour', () => {
  expect(nextStep(undefined, 'holds', at(ALARM_RULES.owed, false))).toBe('raise');
});

test('a level waits for the shop to open and is forgotten when it was filled before', () => {
  const seen = { ...FRESH, seenAt: ago(600) };
  expect(nextStep(seen, 'holds', at(ALARM_RULES.unit_empty, false))).toBe('nothing');
  expect(nextStep(seen, 'holds', at(ALARM_RULES.unit_empty, true))).toBe('raise');
  expect(nextStep(seen, undefined, at())).toBe('forget');
  expect(nextStep(seen, 'lingers', at())).toBe('forget');
});

test('between the threshold that raises and the one that clears nothing begins and nothing ends', () => {
  expect(nextStep(undefined, 'lingers', at())).toBe('nothing');
  expect(nextStep(RAISED, 'lingers', at())).toBe('nothing');
});

test('an alarm clears once its matter has been over for long enough, and a return starts that anew', () => {
  expect(nextStep(RAISED, undefined, at())).toBe('quiet');
  expect(nextStep({ ...RAISED, quietSince: ago(0.5) }, undefined, at())).toBe('nothing');
  expect(nextStep({ ...RAISED, quietSince: ago(0.5) }, 'holds', at())).toBe('loud');
  expect(nextStep({ ...RAISED, quietSince: ago(1) }, undefined, at())).toBe('clear');
});

test('history raises nothing and clears nothing', () => {
  expect(nextStep(undefined, 'history', at())).toBe('nothing');
  expect(nextStep({ ...FRESH, seenAt: ago(99) }, 'history', at())).toBe('nothing');
  expect(nextStep(RAISED, 'history', at())).toBe('nothing');
});

test('an alarm that nobody acknowledged is escalated, once', () => {
  const old = { ...RAISED, raisedAt: ago(60) };
  expect(nextStep(old, 'holds', at())).toBe('escalate');
  expect(nextStep({ ...old, escalatedAt: ago(1) }, 'holds', at())).toBe('nothing');
  expect(nextStep({ ...old, acknowledgedAt: ago(1) }, 'holds', at())).toBe('nothing');
  expect(nextStep({ ...old, raisedAt: ago(59) }, 'holds', at())).toBe('nothing');
  expect(nextStep(old, 'holds', at(ALARM_RULES.unit_low))).toBe('nothing');
});
