// Bundles the fault suite and the processes it drives, then runs it: npm run faults -- --seed 7 --runs 200
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
// A folder for each suite, so that two may run at once; below the clone, so that its packages are found.
const outdir = join(root, 'dist', `faults-${process.pid}`);

/** Only our own rooms are bundled; everything installed stays where it is. */
const ownRoomsOnly = {
  name: 'own-rooms-only',
  setup(bundle) {
    bundle.onResolve({ filter: /^[^./]/ }, ({ path }) =>
      path.startsWith('@tillbridge/') ? undefined : { path, external: true },
    );
  },
};

await build({
  entryPoints: {
    main: join(root, 'scripts/faults/main.ts'),
    agent: join(root, 'scripts/faults/children/agent/main.ts'),
    cloud: join(root, 'scripts/faults/children/cloud/main.ts'),
  },
  outdir,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'linked',
  logLevel: 'warning',
  plugins: [ownRoomsOnly],
});

const suite = spawn(process.execPath, ['--enable-source-maps', join(outdir, 'main.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: root,
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => suite.kill(signal));
suite.on('exit', (code) => {
  rmSync(outdir, { recursive: true, force: true });
  process.exit(code ?? 1);
});
