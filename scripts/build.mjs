import { buildAll } from './build/build.mjs';

const only = process.argv.includes('--programs')
  ? 'programs'
  : process.argv.includes('--dashboard')
    ? 'dashboard'
    : undefined;

await buildAll({ only });
