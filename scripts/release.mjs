import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle, endBundling, ROOT } from './build/bundle.mjs';

await bundle({ entry: 'scripts/release/main.ts', outfile: 'dist/release.js' });
await endBundling();
await import(pathToFileURL(join(ROOT, 'dist', 'release.js')).href);
