// Sends every route whatever its schema allows and some of what it does not:
// npm run fuzz -- --runs 1000 --seed 7 --only /agents
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(1 + (Date.now() % 1_000_000)) },
    only: { type: 'string', default: '' },
  },
});
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const words = ['run', '--project', 'postgres', 'cloud/api/test/fuzz.pg.test.ts'];
const env = { ...process.env, FUZZ_RUNS: values.runs, FUZZ_SEED: values.seed, FUZZ_ONLY: values.only };
process.stdout.write(`seed ${values.seed}\n`);
const ran = spawnSync(process.execPath, [vitest, ...words], { cwd: root, env, stdio: 'inherit' });
process.exitCode = ran.status ?? 1;
