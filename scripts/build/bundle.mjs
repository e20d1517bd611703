import { existsSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Parts of the agent with machine code of their own: npm puts the right one on each PC. */
export const NATIVE = ['@node-rs/argon2', 'better-sqlite3', 'serialport'];

const WORKSPACES = {
  shared: 'shared',
  core: 'cloud/core',
  api: 'cloud/api',
  client: 'cloud/client',
  worker: 'cloud/worker',
  dashboard: 'cloud/dashboard',
  'edge-agent': 'edge-agent',
  console: 'edge-agent/console',
};

/** CommonJS parts that end up in a bundle ask for node's own modules with `require`. */
const BANNER =
  "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);";

/** A place in a stack can still be found by eye. */
const LINE_CHARACTERS = 200;

/**
 * Bundles one TypeScript entry into one file for Node 20. Our own rooms go in; packages stay outside, except those
 * that npm installed below a workspace because the root has another version. A `program` can be called by its name.
 * A `shipped` one has everything in it but the parts `outside`, and no comments: the engine keeps the text of a program
 * in memory for as long as it runs, with two bytes a character when a single one is not Latin.
 * @param {{ entry: string, outfile: string, shipped?: { readonly outside: readonly string[] }, program?: boolean, sourcemap?: boolean }} options paths from the root of the repository
 */
export async function bundle({ entry, outfile, shipped, program = false, sourcemap = true }) {
  await build({
    entryPoints: [join(ROOT, entry)],
    outfile: join(ROOT, outfile),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap,
    sourcesContent: false,
    logLevel: 'warning',
    banner: { js: program ? `#!/usr/bin/env node\n${BANNER}` : BANNER },
    ...(shipped === undefined
      ? { plugins: [ourRooms(() => false)] }
      : {
          minifyWhitespace: true,
          lineLimit: LINE_CHARACTERS,
          plugins: [required(shipped.outside), ourRooms((name) => !shipped.outside.includes(name))],
        }),
  });
}

/** Ends the bundler's own process, which would otherwise stay as long as ours. */
export function endBundling() {
  return stop();
}

/**
 * These packages are asked for with `require`. Node reads a CommonJS package that is imported letter by letter first, to
 * know its names, and that costs an idle PC more memory than the package.
 */
const required = (names) => ({
  name: 'required',
  setup(builder) {
    builder.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      if (!names.includes(path)) return undefined;
      return kind === 'require-call' ? { path, external: true } : { path, namespace: 'required' };
    });
    builder.onLoad({ filter: /./, namespace: 'required' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
});

const ourRooms = (isInside) => ({
  name: 'our-rooms',
  setup(builder) {
    builder.onResolve({ filter: /^@tillbridge\// }, ({ path }) => {
      const [, room, ...rest] = path.split('/');
      const folder = WORKSPACES[room];
      if (folder === undefined) return { errors: [{ text: `there is no room ${room}` }] };
      return { path: join(ROOT, folder, 'src', `${rest.join('/')}.ts`) };
    });
    builder.onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
      if (kind === 'entry-point' || path.startsWith('node:')) return undefined;
      const name = path
        .split('/')
        .slice(0, path.startsWith('@') ? 2 : 1)
        .join('/');
      if (isInside(name) || builtinModules.includes(name)) return undefined;
      const nested = Object.values(WORKSPACES).find(
        (folder) =>
          importer.startsWith(join(ROOT, folder) + sep) && existsSync(join(ROOT, folder, 'node_modules', name)),
      );
      if (nested === undefined) return { path, external: true };
      return { path: createRequire(join(ROOT, nested, 'package.json')).resolve(path) };
    });
  },
});
