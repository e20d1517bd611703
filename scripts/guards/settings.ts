import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceFiles } from './source-files.ts';

export const SETTINGS_PAGE = 'docs/settings.md';

const PROGRAMS = /^(cloud|edge-agent|scripts)\/.*\.(ts|tsx|mjs|js)$|^[\w.]+\.(ts|js)$/;
/** Tests set what they try, and these files speak of variables without reading any. */
const NO_PROGRAM = /\.test\.|\/test\/(?!run-tests)|^scripts\/guards\//;
const READS_ENVIRONMENT = /\bprocess\.env\b|\benv\[|\{ env\b/;
const READ_BY_NAME = /\benv(?:\.(?=[A-Za-z_]+\b)|\[['"])(?<name>\w+)/g;
/** A name is also handed to what reads it, `must('PORT')`; these words in capitals are none. */
const QUOTED = /['"](?<name>[A-Z][A-Z0-9_]+)['"]/g;
const NO_VARIABLE = /^(SIG[A-Z]+|E[A-Z]{4,})$/;
const ROW = /^\| (?<names>`[^|]+`) \|/;

/** The variables that the page names in the first column of its tables. */
export function namedVariables(page: string): ReadonlySet<string> {
  const names = page.split('\n').flatMap((line) => ROW.exec(line)?.groups?.['names'] ?? []);
  return new Set(names.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name)));
}

/** The variables that our programs read, and the first file that does. */
export function readVariables(root: string): ReadonlyMap<string, string> {
  const read = new Map<string, string>();
  for (const { path, text } of sourceFiles(root)) {
    if (!PROGRAMS.test(path) || NO_PROGRAM.test(path) || !READS_ENVIRONMENT.test(text)) continue;
    for (const { groups } of [...text.matchAll(READ_BY_NAME), ...text.matchAll(QUOTED)]) {
      const name = groups?.['name'] ?? '';
      if (!NO_VARIABLE.test(name) && !read.has(name)) read.set(name, path);
    }
  }
  return read;
}

/** Each variable that is read and not named, or named and not read; one sentence each. */
export function settingFaults(root: string): readonly string[] {
  const named = namedVariables(readFileSync(join(root, SETTINGS_PAGE), 'utf8'));
  const read = readVariables(root);
  const unnamed = [...read].filter(([name]) => !named.has(name));
  return [
    ...unnamed.map(([name, path]) => `${path} reads ${name}, which ${SETTINGS_PAGE} does not name`),
    ...[...named].filter((name) => !read.has(name)).map((name) => `${SETTINGS_PAGE} names ${name}, which nobody reads`),
  ];
}
