import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { arch, platform } from 'node:process';

/** A file of a release: where it lies now, and where it will lie in the folder of its version. */
export interface PayloadFile {
  readonly path: string;
  readonly source: string;
}

interface About {
  readonly files?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Packages that others need to be installed, not to run. */
const INSTALL_ONLY = new Set(['prebuild-install', 'node-addon-api']);
const NOT_RUN_FOLDERS = new Set(['node_modules', 'deps', 'test', 'docs', 'obj', 'obj.target', '.deps', '.github']);
const NOT_RUN = new Set(
  '.md .ts .mts .cts .map .c .h .cc .cpp .hpp .o .a .d .mk .gyp .gypi .tgz .yml .txt .stamp .lzz .sh .vcxproj'.split(
    ' ',
  ),
);
const NOT_RUN_NAMES = new Set(['Makefile', 'test_extension.node', '.package-lock.json']);
const ALWAYS = ['package.json', 'LICENSE', 'README.md'];

/**
 * Everything that a version needs to run: the files of the agent's package, and the native parts with what they load, as
 * they were installed for this platform. A version brings its own parts, so that what runs is what was signed.
 */
export function collectPayload(packageFolder: string, modulesFolder: string): readonly PayloadFile[] {
  const about = readAbout(packageFolder);
  const own = [...ALWAYS, ...(about.files ?? [])].flatMap((name) =>
    filesAt(join(packageFolder, name), name, () => true),
  );
  const parts = new Map<string, PayloadFile>();
  const modules = { source: modulesFolder, target: 'node_modules' };
  for (const name of Object.keys(about.dependencies ?? {})) addModule(name, [modules], parts);
  return [...own, ...parts.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A folder of modules where Node would look, and where it will lie. */
interface Modules {
  readonly source: string;
  readonly target: string;
}

/** Takes a module from the nearest of the folders, and whatever it loads. */
function addModule(name: string, above: readonly Modules[], found: Map<string, PayloadFile>): void {
  const nearest = above.findIndex(({ source }) => existsSync(join(source, name, 'package.json')));
  const modules = above[nearest];
  if (modules === undefined) throw new Error(`${name} is not installed`);
  const [source, target] = [join(modules.source, name), `${modules.target}/${name}`];
  if (found.has(`${target}/package.json`)) return;
  for (const file of filesAt(source, target, runs)) found.set(file.path, file);
  const { dependencies = {}, optionalDependencies = {} } = readAbout(source);
  const inside = [{ source: join(source, 'node_modules'), target: `${target}/node_modules` }, ...above.slice(nearest)];
  for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const isThere = inside.some((folder) => existsSync(join(folder.source, each, 'package.json')));
    if (INSTALL_ONLY.has(each) || (each in optionalDependencies && !isThere)) continue;
    addModule(each, inside, found);
  }
}

function filesAt(source: string, path: string, wanted: (path: string) => boolean): readonly PayloadFile[] {
  if (!existsSync(source)) return [];
  return walk(source, path).filter((file) => wanted(file.path.slice(path.length)));
}

function walk(source: string, path: string): readonly PayloadFile[] {
  const entries = (() => {
    try {
      return readdirSync(source, { withFileTypes: true });
    } catch {
      return undefined;
    }
  })();
  if (entries === undefined) return [{ path, source }];
  return entries
    .filter((entry) => entry.isDirectory() || entry.isFile())
    .flatMap((entry) => walk(join(source, entry.name), `${path}/${entry.name}`));
}

function runs(path: string): boolean {
  const segments = path.split('/').slice(1);
  const name = segments.at(-1) ?? '';
  if (segments.slice(0, -1).some((folder) => NOT_RUN_FOLDERS.has(folder))) return false;
  if (NOT_RUN_NAMES.has(name) || NOT_RUN.has(extname(name))) return false;
  const prebuilt = segments.indexOf('prebuilds');
  return prebuilt < 0 || segments[prebuilt + 1] === `${platform}-${arch}`;
}

function readAbout(folder: string): About {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as About;
}
