import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { homeOf } from './home-of.ts';

const ROOM = join(import.meta.dirname, '..', '..');

describe('the launcher', () => {
  it('needs nothing but Node: no native part, no journal, no network, so that none of them keeps it from going back', async () => {
    const { metafile } = await build({
      entryPoints: [join(import.meta.dirname, 'main.ts')],
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      alias: { '@tillbridge/shared': join(ROOM, '..', 'shared', 'src') },
      logLevel: 'error',
    });
    const outside = Object.values(metafile.inputs).flatMap(({ imports }) =>
      imports.flatMap(({ path, external }) => (external === true ? [path] : [])),
    );
    const allowed = [...builtinModules.map((name) => `node:${name}`), 'typebox', 'typebox/value'];
    expect([...new Set(outside)].filter((path) => !allowed.includes(path))).toEqual([]);
    expect(outside).not.toContain('node:net');
    expect(outside).not.toContain('node:http');
  });

  it.each([
    [['run', '--home', '/a'], '/a'],
    [['run', '--home=/a'], '/a'],
    [['--home', '/a', 'run', '--home', '/b'], '/b'],
    [['logs', '--', '--home', '/a'], undefined],
    [['run'], undefined],
  ])('reads the home of %j as the program does', (words, home) => {
    expect(homeOf(words)).toBe(home);
  });
});
