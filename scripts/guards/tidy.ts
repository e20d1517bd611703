import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageFaults } from './package-floors.ts';
import { type SourceFile, sourceFiles } from './source-files.ts';

export const FILE_LINES_MAX = 300;

const CODE = /\.(ts|tsx|mts|mjs|js)$/;
const LISTS = /(^|\/)(package-lock\.json|tidy\.ts|guards\.test\.ts)$/;
/** Made by a program, and as long as what it describes. */
const GENERATED = new Set(['cloud/client/src/api-types.ts']);
const NAMES = /^(utils?|helpers?|common|manager|data|misc)\.\w+$/;
/** The words of a text that no file may hold, and why. */
const BANNED: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  { pattern: /\b(TODO|FIXME|XXX)\b/, why: 'unfinished work belongs into the list of issues' },
  { pattern: /@ts-(ignore|expect-error|nocheck)|biome-ignore/, why: 'a rule is kept or changed, not silenced' },
  { pattern: /\.(skip|only)\(/, why: 'a skipped test proves nothing' },
  { pattern: /\/(work|root)\/|\/tmp\/brief/, why: 'a path of somebody’s machine' },
  { pattern: /\b(Claude|Anthropic|ChatGPT|OpenAI|Copilot)\b|\bissue #?\d+\b/i, why: 'how it was made' },
  { pattern: new RegExp(['registry', 'npmjs', 'org'].join('\\.')), why: 'the host of a package registry' },
];
const ARGUMENTS = /\bprocess\.(argv|env)\b/;
const READS_PROCESS = /(^|\/)(main|config)\.ts$|\.mjs$|\.config\.(js|ts|mjs)$/;
const MIGRATION = /^migrations\/(cloud|edge)\/(.+)$/;
const TOP_LEVEL = /^(\.ci|cloud|edge-agent|shared|migrations|scripts)\//;

/** Everything below a root that breaks the house rules which no linter knows, one sentence each. */
export function tidyFaults(root: string): string[] {
  const files = sourceFiles(root);
  return [
    ...files.flatMap((file) => [...fileFaults(file), ...wordFaults(file), ...proseFaults(root, file)]),
    ...migrationFaults(files),
    ...packageFaults(files),
  ];
}

function fileFaults({ path, text }: SourceFile): string[] {
  const faults: string[] = [];
  const name = path.split('/').at(-1) ?? '';
  const lines = text.split('\n').length - 1;
  if ((CODE.test(path) || path.endsWith('.sql')) && lines > FILE_LINES_MAX && !GENERATED.has(path))
    faults.push(`${path}: ${lines} lines, at most ${FILE_LINES_MAX}`);
  if (CODE.test(path) && NAMES.test(name)) faults.push(`${path}: a file is named for what it exports`);
  if (CODE.test(path) && ARGUMENTS.test(text) && !READS_PROCESS.test(path) && !LISTS.test(path)) {
    faults.push(`${path}: the process is read in main.ts and config.ts only`);
  }
  return faults;
}

function wordFaults({ path, text }: SourceFile): string[] {
  if (LISTS.test(path)) return [];
  return BANNED.flatMap(({ pattern, why }) => {
    const line = text.split('\n').findIndex((each) => pattern.test(each));
    return line < 0 ? [] : [`${path}:${line + 1}: ${why}`];
  });
}

/** Paths in backticks and targets of links must exist, from the root or from the folder of the text. */
function proseFaults(root: string, { path, text }: SourceFile): string[] {
  if (!path.endsWith('.md')) return [];
  const prose = text.replace(/```[\s\S]*?```/g, '');
  const named = [...prose.matchAll(/`([\w@./*-]+)`/g)]
    .map((match) => match[1] ?? '')
    .filter((each) => TOP_LEVEL.test(each) || /^\.{1,2}\//.test(each));
  const linked = [...prose.matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)].map((match) => match[1] ?? '');
  return [...named, ...linked]
    .filter(
      (each) => !each.includes('*') && !existsSync(join(root, each)) && !existsSync(join(root, dirname(path), each)),
    )
    .map((each) => `${path}: \`${each}\` does not exist`);
}

function migrationFaults(files: readonly SourceFile[]): string[] {
  const next: Record<string, number> = { cloud: 1, edge: 1 };
  const paths = files.map((file) => file.path).sort();
  return paths.flatMap((path) => {
    const [, folder = '', name = ''] = MIGRATION.exec(path) ?? [];
    if (!name.endsWith('.sql')) return [];
    const expected = String(next[folder]).padStart(4, '0');
    next[folder] = (next[folder] ?? 0) + 1;
    return name.startsWith(`${expected}_`) ? [] : [`${path}: expected number ${expected}`];
  });
}
