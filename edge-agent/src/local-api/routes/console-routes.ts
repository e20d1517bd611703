import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';

/** The build puts it next to the bundle of the agent. */
const BESIDE_PROGRAM = fileURLToPath(new URL('./console', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
/** The page brings everything along and talks to nobody but the agent that served it. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
/** Names of built files carry a hash of what is in them. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * Serves the console that was built beside the agent: read once, from memory, without any path that a request could
 * name. Where no console was built there are no routes. Whoever stands before the PC may load it; it shows nothing
 * before somebody signs in.
 */
export function consoleRoutes(app: FastifyInstance, folder = BESIDE_PROGRAM): void {
  for (const { path, name } of filesOf(folder)) {
    const bytes = readFileSync(join(folder, path));
    const isPage = name === '/index.html';
    const headers = {
      ...HEADERS,
      'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
      'cache-control': isPage ? 'no-cache' : FOR_EVER,
    };
    app.get(isPage ? '/' : name, { config: { may: 'anybody' } }, async (_request, reply) =>
      reply.headers(headers).send(bytes),
    );
  }
}

function filesOf(folder: string): readonly { readonly path: string; readonly name: string }[] {
  if (!existsSync(join(folder, 'index.html'))) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && Object.hasOwn(TYPES, extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => ({ path, name: `/${path.replaceAll('\\', '/')}` }));
}
