import { defineConfig } from 'vitest/config';

const OUTSIDE = ['**/node_modules/**', '**/dist/**', '**/.next/**', '**/.tillbridge/**', '**/.tsbuild/**'];
const POSTGRES = ['./scripts/postgres/global-setup.ts'];
/** `npm run fuzz` sends more cases, and a seed makes a run again. */
const FUZZ = {
  runs: Number(process.env['FUZZ_RUNS'] ?? 25),
  seed: Number(process.env['FUZZ_SEED'] ?? 0),
  only: process.env['FUZZ_ONLY'] ?? '',
};
/** Real processes share two cores with one another: in CI a test gets one more try, and the report says which one took it. */
const RETRY = process.env['CI'] === undefined ? 0 : 1;
const SUFFIXED = ['**/*.edge.test.{ts,tsx}', '**/*.pg.test.{ts,tsx}', '**/*.browser.test.{ts,tsx}'];

export default defineConfig({
  test: {
    // Two cores: more workers only wait for one another.
    maxWorkers: 2,
    retry: RETRY,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...OUTSIDE, ...SUFFIXED],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'edge',
          include: ['**/*.edge.test.{ts,tsx}'],
          exclude: OUTSIDE,
          globalSetup: POSTGRES,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          provide: { fuzz: FUZZ },
          include: ['**/*.pg.test.{ts,tsx}'],
          exclude: OUTSIDE,
          globalSetup: POSTGRES,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['**/*.browser.test.{ts,tsx}'],
          exclude: OUTSIDE,
          globalSetup: POSTGRES,
          testTimeout: 90_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
