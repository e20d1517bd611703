import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bundle, ROOT } from './build/bundle.mjs';

await bundle({ entry: 'scripts/screens/main.ts', outfile: 'dist/screens.js' });
const ran = spawnSync(process.execPath, [join(ROOT, 'dist', 'screens.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: ROOT,
});
process.exitCode = ran.status ?? 1;
