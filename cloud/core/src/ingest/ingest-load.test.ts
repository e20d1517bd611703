import { expect, test } from 'vitest';
import { IngestLoad, RETRY_AFTER_MAX_MS, WAIT_EACH_MS, WAITING_MAX } from './ingest-load.ts';

const CONNECTIONS = 4;

/** A load with so many batches under way that none of them ends. */
function withBatches(count: number): IngestLoad {
  const load = new IngestLoad(CONNECTIONS);
  for (let batch = 0; batch < count; batch += 1) void load.during(() => new Promise(() => undefined));
  return load;
}

test('nobody is asked to wait while the queue is no longer than its limit', () => {
  expect(withBatches(CONNECTIONS + WAITING_MAX).retryAfterMs(0.9)).toBeUndefined();
});

test('each batch beyond it makes the wait longer, half of it by chance, up to a limit', () => {
  expect(withBatches(CONNECTIONS + WAITING_MAX + 1).retryAfterMs(0)).toBe(WAIT_EACH_MS / 2);
  expect(withBatches(CONNECTIONS + WAITING_MAX + 10).retryAfterMs(0)).toBe(5 * WAIT_EACH_MS);
  expect(withBatches(100_000).retryAfterMs(1 - Number.EPSILON)).toBe(RETRY_AFTER_MAX_MS);
});

test('a batch that ended, well or badly, no longer counts', async () => {
  const load = withBatches(CONNECTIONS + WAITING_MAX);
  await load.during(() => Promise.resolve());
  await load.during(() => Promise.reject(new Error('cut'))).catch(() => undefined);
  expect(load.retryAfterMs(0)).toBeUndefined();
});
