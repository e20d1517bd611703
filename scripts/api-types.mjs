// Writes the types of the client anew from the description that the API gives of itself.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './build/bundle.mjs';

const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
const words = ['run', '--project', 'postgres', 'cloud/client/test/api-types.pg.test.ts', '--update'];
const ran = spawnSync(process.execPath, [vitest, ...words], { cwd: ROOT, stdio: 'inherit' });
process.exitCode = ran.status ?? 1;
