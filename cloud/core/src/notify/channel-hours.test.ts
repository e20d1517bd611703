import type { OpeningHours } from '@tillbridge/shared/opening-hours';
import { expect, it } from 'vitest';
import { heldUntil } from './channel-hours.ts';

const every = (opens: number, closes: number): OpeningHours =>
  Array.from({ length: 7 }, (_, day) => ({ day, opens, closes }));
const held = (hours: OpeningHours | null, zone: string, at: string) =>
  heldUntil(hours, zone, new Date(at))?.toISOString() ?? null;

const DAYTIME = every(480, 1_200);
const NEW_YORK = 'America/New_York';

it('waits for nothing without hours and while they last, and for their beginning on the clock of the shop', () => {
  expect(held(null, 'Asia/Bangkok', '2026-11-28T20:00:00Z')).toBeNull();
  expect(held(DAYTIME, 'Asia/Bangkok', '2026-11-28T01:00:00.000Z')).toBeNull();
  expect(held(DAYTIME, 'Asia/Bangkok', '2026-11-28T12:59:59.999Z')).toBeNull();
  expect(held(DAYTIME, 'Asia/Bangkok', '2026-11-28T13:00:00.000Z')).toBe('2026-11-29T01:00:00.000Z');
  expect(held(DAYTIME, 'Asia/Bangkok', '2026-11-28T00:59:59.999Z')).toBe('2026-11-28T01:00:00.000Z');
});

it('waits over days without hours, and a whole week for the same day', () => {
  const monday: OpeningHours = [{ day: 1, opens: 540, closes: 600 }];
  expect(held(monday, 'Asia/Bangkok', '2026-11-30T03:00:00Z')).toBe('2026-12-07T02:00:00.000Z');
});

it('hours that end after midnight last until then, also when the next day has none', () => {
  const friday: OpeningHours = [{ day: 5, opens: 1_200, closes: 1_560 }];
  expect(held(friday, 'Asia/Bangkok', '2026-11-27T18:59:00Z')).toBeNull();
  expect(held(friday, 'Asia/Bangkok', '2026-11-27T19:00:00Z')).toBe('2026-12-04T13:00:00.000Z');
});

it('02:30 that does not exist begins the hours at the moment the clock jumps over it', () => {
  const hours = every(150, 600);
  expect(held(hours, NEW_YORK, '2026-03-08T06:59:00Z')).toBe('2026-03-08T07:00:00.000Z');
  expect(held(hours, NEW_YORK, '2026-03-08T07:00:00Z')).toBeNull();
});

it('hours that lie wholly in the hour that does not exist are left out that night', () => {
  const hours = every(135, 165);
  expect(held(hours, NEW_YORK, '2026-03-08T06:59:00Z')).toBe('2026-03-09T06:15:00.000Z');
  expect(held(hours, NEW_YORK, '2026-03-08T07:00:00Z')).toBe('2026-03-09T06:15:00.000Z');
});

it('01:30 that exists twice begins the hours once, the first time, and they go on through the second', () => {
  const hours = every(90, 600);
  expect(held(hours, NEW_YORK, '2026-11-01T05:29:00Z')).toBe('2026-11-01T05:30:00.000Z');
  for (const at of ['2026-11-01T05:30:00Z', '2026-11-01T06:00:00Z', '2026-11-01T06:29:00Z', '2026-11-01T06:30:00Z'])
    expect(held(hours, NEW_YORK, at), at).toBeNull();
});

it('hours that end at a time that exists twice end the second time', () => {
  const hours = every(0, 90);
  expect(held(hours, NEW_YORK, '2026-11-01T06:29:00Z')).toBeNull();
  expect(held(hours, NEW_YORK, '2026-11-01T06:30:00Z')).toBe('2026-11-02T05:00:00.000Z');
});

it('knows clocks that jump by half an hour and over a whole day', () => {
  expect(held(every(135, 600), 'Australia/Lord_Howe', '2026-10-03T15:29:00Z')).toBe('2026-10-03T15:30:00.000Z');
  expect(held(every(480, 1_200), 'Pacific/Apia', '2011-12-30T09:00:00Z')).toBe('2011-12-30T18:00:00.000Z');
});
