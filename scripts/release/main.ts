import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { parseRoot } from '@tillbridge/edge-agent/update/parse-document';
import { publicHex } from '@tillbridge/edge-agent/update/signatures';
import type { SignedRoot } from '@tillbridge/shared/release';
import { REPOSITORY } from '../postgres/repository.ts';
import { makeKeyFile, readKeyFile } from './key-files.ts';
import { signRelease } from './sign-release.ts';
import { signFirstRoot, signNextRoot } from './sign-root.ts';

const USAGE = `Usage: node scripts/release.mjs <keys | rotate | sign> [options]

  keys    --out <folder> [--roots 3] [--threshold 2] [--days 730]
          makes root keys, a release key and the first root; keep the root keys apart and offline
  rotate  --out <folder> --root <newest root> --key <root key>… [--release-key <new key>…] [--root-key <new key>…] [--days 730]
          makes the next root: signed by enough of the old root keys and of the new ones
  sign    --out <folder> --root <root>… --key <release key>… [--channel stable] [--sequence <n>] [--days 45]
          [--least-agent 0.1.0] [--package dist/agent-package] [--modules node_modules]
          signs the package for this platform; give all roots, oldest first

Keys are encrypted with RELEASE_PASSPHRASE where it is set.
`;
const DAY_MS = 86_400_000;
const passphrase = process.env['RELEASE_PASSPHRASE'];
const say = (line: string) => void process.stdout.write(`${line}\n`);
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    roots: { type: 'string', default: '3' },
    threshold: { type: 'string', default: '2' },
    days: { type: 'string' },
    root: { type: 'string', multiple: true, default: [] },
    key: { type: 'string', multiple: true, default: [] },
    'release-key': { type: 'string', multiple: true, default: [] },
    'root-key': { type: 'string', multiple: true, default: [] },
    channel: { type: 'string', default: 'stable' },
    sequence: { type: 'string' },
    'least-agent': { type: 'string', default: '0.1.0' },
    package: { type: 'string', default: join(REPOSITORY, 'dist', 'agent-package') },
    modules: { type: 'string', default: join(REPOSITORY, 'node_modules') },
  },
});
const { out } = values;
const work = { keys: makeKeys, rotate: rotateKeys, sign: signPackage }[positionals[0] ?? ''];
if (work === undefined || out === undefined) {
  process.stderr.write(USAGE);
  process.exitCode = 64;
} else {
  mkdirSync(out, { recursive: true });
  work(out);
}

function makeKeys(folder: string): void {
  const names = Array.from({ length: Number(values.roots) }, (_, index) => `root-key-${index + 1}.pem`);
  const rootKeys = names.map((name) => makeKeyFile(join(folder, name), passphrase));
  const releaseKeys = [makeKeyFile(join(folder, 'release-key-1.pem'), passphrase)];
  const root = signFirstRoot({
    rootKeys,
    rootThreshold: Number(values.threshold),
    releaseKeys,
    expires: inDays('730'),
  });
  writeRoot(folder, root);
  say(`Keep ${names.join(', ')} in different places, without a network. Pack the agent with --root root-1.json.`);
}

function rotateKeys(folder: string): void {
  const [before] = readRoots().slice(-1);
  if (before === undefined) throw new Error('--root is missing');
  const named = (paths: readonly string[]) => paths.map((path) => publicHex(readKeyFile(path, passphrase)));
  const [releaseKeys, rootKeys] = [named(values['release-key']), named(values['root-key'])];
  const change = {
    expires: inDays('730'),
    ...(releaseKeys.length === 0 ? {} : { releaseKeys }),
    ...(rootKeys.length === 0 ? {} : { rootKeys }),
  };
  writeRoot(folder, signNextRoot(before, change, readKeys([...values.key, ...values['root-key']])));
}

function signPackage(folder: string): void {
  const { folder: made, manifest } = signRelease({
    packageFolder: values.package,
    modulesFolder: values.modules,
    channel: values.channel,
    ...(values.sequence === undefined ? {} : { sequence: Number(values.sequence) }),
    leastAgent: values['least-agent'],
    issued: new Date().toISOString(),
    expires: inDays('45'),
    keys: readKeys(values.key),
    roots: readRoots(),
    out: folder,
  });
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  say(
    `${made}\n${manifest.version}, ${manifest.channel} ${manifest.sequence}, ${manifest.files.length} files, ${bytes} bytes`,
  );
}

function readKeys(paths: readonly string[]) {
  return paths.map((path) => readKeyFile(path, passphrase));
}

function readRoots(): readonly SignedRoot[] {
  return values.root.map((path) => parseRoot(readFileSync(path)));
}

function writeRoot(folder: string, root: SignedRoot): void {
  const path = join(folder, `root-${root.signed.version}.json`);
  writeFileSync(path, `${JSON.stringify(root)}\n`, { flag: 'wx' });
  say(path);
}

function inDays(otherwise: string): string {
  return new Date(Date.now() + Number(values.days ?? otherwise) * DAY_MS).toISOString();
}
