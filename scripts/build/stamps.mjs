import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './bundle.mjs';

const STAMPS = join(ROOT, 'dist', 'stamps.json');
const OUTSIDE = new Set(['node_modules', '.next', 'dist', '.tsbuild']);
const SOURCE = /\.(ts|tsx|mjs|json|sql|css|woff2|svg|png|ico|html)$/;

/** Hash over the names and bytes of every source below the given paths. */
export function fingerprint(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) addTo(hash, path);
  return hash.digest('hex');
}

function addTo(hash, path) {
  const full = join(ROOT, path);
  if (!existsSync(full)) return;
  if (!statSync(full).isDirectory()) {
    hash.update(`${path}\0`).update(readFileSync(full));
    return;
  }
  for (const name of readdirSync(full).sort()) {
    const child = join(path, name);
    if (OUTSIDE.has(name) || name === 'next-env.d.ts') continue;
    if (statSync(join(ROOT, child)).isDirectory() || SOURCE.test(name)) addTo(hash, child);
  }
}

/** @returns {Record<string, string>} what was built last, by target */
export function readStamps() {
  try {
    return JSON.parse(readFileSync(STAMPS, 'utf8'));
  } catch {
    return {};
  }
}

export function writeStamp(target, stamp) {
  mkdirSync(dirname(STAMPS), { recursive: true });
  writeFileSync(STAMPS, `${JSON.stringify({ ...readStamps(), [target]: stamp }, null, 2)}\n`);
}
