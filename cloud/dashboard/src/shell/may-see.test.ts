import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PERMISSIONS, SYSTEM_ROLES } from '@tillbridge/shared/permissions';
import { describe, expect, it } from 'vitest';
import { DAILY, MANAGED } from './entries.ts';
import { maySee } from './may-see.ts';
import { PAGE_ACCESS } from './page-access.ts';

const SRC = join(import.meta.dirname, '..');
const PAGES = join(SRC, 'app', '(signed-in)', '(pages)');
const API_TYPES = readFileSync(join(SRC, '..', '..', 'client', 'src', 'api-types.ts'), 'utf8');
/** These read nothing of their own: one sends on to a list, the other is the menu. */
const WITHOUT_READ: Readonly<Record<string, string>> = { '/transactions': 'transaction.see', '/more': 'signed-in' };
/** What every page reads, and what a page reads beside its matter. */
const BESIDE = ['readMe', 'readShop', 'readSessionsOf', 'readOpenShifts', 'readDivergences', 'searchArchive'];

const folders = readdirSync(PAGES, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('page.tsx'))
  .map((file) => (dirname(file) === '.' ? '/' : `/${dirname(file)}`));

describe('what a page asks before it is drawn', () => {
  it('is said of every page and of nothing else', () => {
    expect(Object.keys(PAGE_ACCESS).sort()).toEqual(folders.sort());
  });

  it.each(folders)('is what the API asks for the main read of %s', (folder) => {
    expect(PAGE_ACCESS[folder]).toBe(WITHOUT_READ[folder] ?? accessOfMainRead(folder));
  });

  it('opens to each role the pages that its permissions read', () => {
    for (const permissions of Object.values(SYSTEM_ROLES)) {
      for (const [folder, access] of Object.entries(PAGE_ACCESS)) {
        const address = folder
          .replace('[...line]', 'a/e/1/f')
          .replace(/\[\w+\]/g, '01900000-0000-7000-8000-000000000000');
        const may = access === 'signed-in' || (permissions as readonly string[]).includes(access);
        expect(maySee(`${address}?state=open`, permissions), address).toBe(may);
      }
    }
  });

  it('is what the entry of the menu asks, so that nobody is led to a refusal', () => {
    for (const { href, needs } of [...DAILY, ...MANAGED]) expect(needs ?? 'shop.see', href).toBe(PAGE_ACCESS[href]);
  });

  it('is nothing where no page is, so that what is not there is told as not there', () => {
    expect(maySee('/nothing-here', [])).toBe(true);
    expect(maySee('/people/services/extra', [])).toBe(true);
    expect(maySee('/people/services', PERMISSIONS)).toBe(true);
  });
});

/** From the page to its read, from there to the path, and from there to the access in the description of the API. */
function accessOfMainRead(folder: string): string {
  const page = readFileSync(join(PAGES, folder, 'page.tsx'), 'utf8');
  const imports = [...page.matchAll(/import \{ ([^}]+) \} from '[./]+\/reads\/(read-[\w-]+\.ts)'/g)];
  const reads = imports.flatMap(([, names = '', file = '']) => names.split(', ').map((name) => ({ name, file })));
  const main =
    reads.find(({ name }) => !name.startsWith('type ') && !BESIDE.includes(name)) ??
    reads.find(({ name }) => name === 'readShop');
  if (main === undefined) throw new Error(`${folder} reads nothing`);
  const source = readFileSync(join(SRC, 'reads', main.file), 'utf8');
  const asked = new RegExp(`\\b${main.name}\\b[\\s\\S]*?api\\.GET\\(('[^']+'|\\w+)`).exec(source)?.[1] ?? '';
  const named = new RegExp(`const ${asked} = ('[^']+')`).exec(source)?.[1];
  const path = (named ?? asked).replaceAll("'", '');
  const described = API_TYPES.slice(API_TYPES.indexOf(`"${path}": {`));
  return /@description Access: ([\w.-]+)\. \*\/\s+get: \{/.exec(described)?.[1] ?? `nothing said of ${path}`;
}
