import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { packAgent } from './build/agent-package.mjs';
import { buildAll } from './build/build.mjs';
import { bundle, endBundling, ROOT } from './build/bundle.mjs';

// Packs the agent, then makes the whole visit of a technician with it: install, pair, confirm, doctor, first live figure.
await buildAll({ only: 'programs' });
await bundle({ entry: 'scripts/visit/main.ts', outfile: 'dist/visit.js' });
const file = await packAgent();
await endBundling();
const words = [join(ROOT, 'dist', 'visit.js'), '--package', file, ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, words, { stdio: 'inherit' }).status ?? 1;
