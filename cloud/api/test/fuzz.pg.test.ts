import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { fuzzApi } from './fuzz/fuzz-api.ts';
import { operationsOf } from './fuzz/operations.ts';
import { startApi, type TestApi } from './start-api.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Cases an operation, the seed (0: another one each time), and a part of the names of the operations wanted. */
    fuzz: { readonly runs: number; readonly seed: number; readonly only: string };
  }
}

const UNLIMITED = 1e9;
const PATIENCE_MS = 3_600_000;
/** Of the operations of a whole run, so many must have had a case that came as far as the work itself. */
const REACHED_MIN = 15;

let api: TestApi;
beforeAll(async () => {
  const rateLimits = { person: UNLIMITED, agent: UNLIMITED, address: UNLIMITED };
  api = await startApi(await cloneDatabase(), { rateLimits });
});
afterAll(() => api.close());

describe('whatever is sent to any route', () => {
  it(
    'is answered without a failure of ours, in the documented form, and with nothing of another organization',
    async () => {
      const { runs, seed, only } = inject('fuzz');
      const lines: string[] = [];
      const broken = await fuzzApi(api, { runs, ...(seed === 0 ? {} : { seed }) }, (line) => lines.push(line), only);
      if (runs > 100) process.stdout.write(`${lines.join('\n')}\n`);
      expect(broken).toEqual([]);
      if (only !== '') return;
      expect(lines.length).toBe((await operationsOf(api.app)).length + 1);
      expect(lines.filter((line) => / [1-9]\d* accepted/.test(line)).length).toBeGreaterThan(REACHED_MIN);
    },
    PATIENCE_MS,
  );
});
