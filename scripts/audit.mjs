import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle, ROOT } from './build/bundle.mjs';

await bundle({ entry: 'scripts/audit/main.ts', outfile: 'dist/audit.js' });
await import(pathToFileURL(join(ROOT, 'dist', 'audit.js')).href);
