import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceFiles } from './source-files.ts';

export const ATTACKS_PAGE = 'docs/security.md';
/** `| attack | `file` | words of its titles | how many |` */
const ROW = /^\| (?<attack>[^|]+?) \| `(?<file>[^`]+)` \| (?<titles>[^|]+?) \| (?<count>\d+) \|$/;
/** A line of a test file that names a test, or one case of a table of tests. */
const NAMES_A_TEST = /\b(it|test)(\.each)?\(|^\s*\[?\(?['"`]|^\s*'[^']+':|\)\(['"`]|\bdescribe\(/;

export interface AttackRow {
  readonly attack: string;
  readonly file: string;
  /** Words that stand in the title of each of its tests. */
  readonly titles: string;
  readonly count: number;
}

/** The table of attacks, as the page has it. */
export function attackRows(page: string): readonly AttackRow[] {
  return page.split('\n').flatMap((line) => {
    const { attack, file, titles, count } = ROW.exec(line)?.groups ?? {};
    if (attack === undefined || file === undefined || titles === undefined || count === undefined) return [];
    return [{ attack, file, titles, count: Number(count) }];
  });
}

/** How many titles of a test file hold these words. */
export function titlesHolding(text: string, words: string): number {
  const wanted = words.toLowerCase();
  return text.split('\n').filter((line) => NAMES_A_TEST.test(line) && line.toLowerCase().includes(wanted)).length;
}

/** Each row whose test is not there, or not so often; and each test called an attack that has no row. One sentence each. */
export function attackFaults(root: string): readonly string[] {
  const rows = attackRows(readFileSync(join(root, ATTACKS_PAGE), 'utf8'));
  const tests = new Map(
    sourceFiles(root)
      .filter(({ path }) => path.endsWith('.test.ts'))
      .map(({ path, text }) => [path, text]),
  );
  const wrong = rows.flatMap(({ attack, file, titles, count }) => {
    const text = tests.get(file);
    if (text === undefined) return [`${attack}: there is no ${file}`];
    const found = titlesHolding(text, titles);
    return found === count ? [] : [`${attack}: ${file} has ${found} titles with "${titles}", the table says ${count}`];
  });
  const listed = new Set(rows.map((row) => row.file));
  const unlisted = [...tests]
    .filter(([path, text]) => /(it|test)(\.each)?\('attack: /.test(text) && !listed.has(path))
    .map(([path]) => `${path} tries attacks that the table does not name`);
  return [...wrong, ...unlisted];
}
