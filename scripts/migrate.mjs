import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle, ROOT } from './build/bundle.mjs';

await bundle({ entry: 'scripts/migrate/main.ts', outfile: 'dist/migrate.js' });
await import(pathToFileURL(join(ROOT, 'dist', 'migrate.js')).href);
