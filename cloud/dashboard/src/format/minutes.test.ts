import { expect, test } from 'vitest';
import { minutesText, readMinutes } from './minutes.ts';

test('minutes are told as a clock tells them, and read back', () => {
  for (const minutes of [0, 1, 60, 239, 720, 1_439]) expect(readMinutes(minutesText(minutes))).toBe(minutes);
  expect(minutesText(1_440)).toBe('00:00');
  expect(minutesText(1_500)).toBe('01:00');
});

test('a field of time may carry seconds, and what is no time is none', () => {
  expect(readMinutes('04:30:00')).toBe(270);
  for (const text of ['', '24:00', '4:00', '12:60', 'noon']) expect(readMinutes(text)).toBeNull();
});
