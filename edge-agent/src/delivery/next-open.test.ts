import { SILENT_AFTER_MS } from '@tillbridge/shared/live';
import { OPEN_EVERY_MS } from '@tillbridge/shared/sync';
import { describe, expect, test } from 'vitest';
import { nextOpenMs } from './next-open.ts';

describe('the next open', () => {
  test('is due in its usual time while there is room', () => {
    expect(nextOpenMs('ok', 'ok', OPEN_EVERY_MS)).toBe(OPEN_EVERY_MS);
  });

  test('comes before a shop that can record nothing is taken for silent', () => {
    expect(nextOpenMs('stopped', 'stopped', OPEN_EVERY_MS)).toBeLessThan(SILENT_AFTER_MS);
    expect(nextOpenMs('low', 'low', 50)).toBe(50);
  });

  test('is due at once where the room changed while the last one was under way', () => {
    expect(nextOpenMs('ok', 'full', OPEN_EVERY_MS)).toBe(0);
    expect(nextOpenMs('full', 'ok', OPEN_EVERY_MS)).toBe(0);
  });
});
