import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildAll } from './build/build.mjs';
import { bundle, ROOT } from './build/bundle.mjs';

await buildAll();
await bundle({ entry: 'scripts/bench/main.ts', outfile: 'dist/bench.js' });
await bundle({ entry: 'scripts/bench/week-agent/main.ts', outfile: 'dist/bench-week-agent.js' });
const ran = spawnSync(process.execPath, [join(ROOT, 'dist', 'bench.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exitCode = ran.status ?? 1;
