import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle, ROOT } from './build/bundle.mjs';

await bundle({ entry: 'scripts/archive/main.ts', outfile: 'dist/archive.js' });
await import(pathToFileURL(join(ROOT, 'dist', 'archive.js')).href);
