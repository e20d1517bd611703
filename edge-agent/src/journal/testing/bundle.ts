import { join } from 'node:path';
import { build } from 'esbuild';

const ROOM = join(import.meta.dirname, '..', '..', '..');

/** Packs a program of this folder the way the agent is packed, because a process that is to be killed must be its own. */
export async function bundle(name: string): Promise<string> {
  const outfile = join(ROOM, 'dist', 'testing', `${name}.js`);
  await build({
    entryPoints: [join(import.meta.dirname, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: { '@tillbridge/shared': join(ROOM, '..', 'shared', 'src') },
    logLevel: 'error',
  });
  return outfile;
}
