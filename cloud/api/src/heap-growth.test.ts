import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { HEAP_GROWTH_FLAG } from './heap-growth.ts';

/** Much that stays, and requests that live just long enough to be taken for old. Prints the most bytes ever in use. */
const PROGRAM = `
  const kept = Array.from({ length: 300_000 }, (_, at) => ({ values: [at, at, at, at] }));
  const open = [];
  let most = 0;
  for (let at = 0; at < 4_000_000; at += 1) {
    open[at % 100_000] = { values: [at, at, at] };
    if (at % 20_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed);
  }
  process.stdout.write(String(kept.length && most));`;

test('this Node knows the bound of the heap and keeps to it', () => {
  const bounded = mostBytes([HEAP_GROWTH_FLAG]);
  const unbounded = mostBytes([]);
  expect(bounded / unbounded).toBeLessThan(0.8);
});

function mostBytes(flags: readonly string[]): number {
  return Number(execFileSync(process.execPath, [...flags, '-e', PROGRAM], { env: {}, encoding: 'utf8' }));
}
