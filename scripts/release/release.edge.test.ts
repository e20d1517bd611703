import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgeManifest } from '@tillbridge/edge-agent/update/judge-manifest';
import { nextRoot } from '@tillbridge/edge-agent/update/judge-root';
import { parseManifest, parseRoot } from '@tillbridge/edge-agent/update/parse-document';
import { platformHere } from '@tillbridge/edge-agent/update/platform';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../postgres/repository.ts';
import { collectPayload } from './collect-payload.ts';

const TIMEOUT_MS = 120_000;
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tillbridge-release-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const keys = (name: string) => join(dir, 'keys', name);
const root = (version: number) => parseRoot(readFileSync(keys(`root-${version}.json`)));

/** The maker's script, as a person calls it. */
function release(words: readonly string[], passphrase?: string) {
  const env = { PATH: '', ...(passphrase === undefined ? {} : { RELEASE_PASSPHRASE: passphrase }) };
  const script = join(REPOSITORY, 'scripts', 'release.mjs');
  return spawnSync(process.execPath, [script, ...words], { encoding: 'utf8', env });
}

/** A package without native parts. */
function aPackage(version = '0.2.0'): string {
  const folder = join(dir, `package-${version}`);
  mkdirSync(join(folder, 'console'), { recursive: true });
  const about = {
    version,
    engines: { node: '>=20.19.0' },
    files: ['tillbridge.js', 'console'],
    tillbridge: { journal: 2, readableFrom: 1 },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(about));
  writeFileSync(join(folder, 'tillbridge.js'), `console.log('${version}')`);
  writeFileSync(join(folder, 'console', 'index.html'), '<p>');
  writeFileSync(join(folder, 'left-over.tgz'), 'x');
  return folder;
}

function sign(roots: readonly number[], key: string, folder = aPackage()) {
  const named = roots.flatMap((version) => ['--root', keys(`root-${version}.json`)]);
  return release(['sign', '--out', join(dir, 'releases'), ...named, '--key', keys(key), '--package', folder]);
}
const manifest = () => parseManifest(readFileSync(join(dir, 'releases', 'stable', platformHere(), 'manifest.json')));

describe('the tools of the maker', { timeout: TIMEOUT_MS }, () => {
  it('explain themselves, and end with 64 without words', () => {
    const said = release([]);
    expect(said.status).toBe(64);
    for (const word of ['keys', 'rotate', 'sign', '--threshold', 'RELEASE_PASSPHRASE'])
      expect(said.stderr).toContain(word);
  });

  it('make keys that only their owner can read, never over old ones, encrypted where a passphrase is given', () => {
    expect(release(['keys', '--out', keys('')], 'correct horse').status).toBe(0);
    const pems = readdirSync(keys('')).filter((name) => name.endsWith('.pem'));
    expect(pems.sort()).toEqual(['release-key-1.pem', 'root-key-1.pem', 'root-key-2.pem', 'root-key-3.pem']);
    for (const name of pems) {
      expect(statSync(keys(name)).mode & 0o777).toBe(0o600);
      expect(readFileSync(keys(name), 'utf8')).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    }
    expect(root(1).signed).toMatchObject({ version: 1, rootThreshold: 2 });
    expect(release(['keys', '--out', keys('')]).status).not.toBe(0);
    expect(sign([1], 'release-key-1.pem').status).not.toBe(0);
  });

  it('sign a release that agents believe, and number the next one higher', () => {
    release(['keys', '--out', keys('')]);
    expect(sign([1], 'release-key-1.pem').stderr).toBe('');
    const { signed } = manifest();
    expect(signed).toMatchObject({
      sequence: 1,
      version: '0.2.0',
      least: { node: '20.19.0' },
      journal: { version: 2 },
    });
    expect(signed.files.map(({ path }) => path)).toEqual(['console/index.html', 'package.json', 'tillbridge.js']);
    const here = { channel: 'stable', platform: platformHere(), agent: '0.1.0', node: '20.19.0', journalVersion: 2 };
    const ground = { ...here, root: root(1).signed, highest: undefined, nowMs: Date.now() };
    expect(judgeManifest(manifest(), 'h', ground)).toEqual(signed);
    sign([1], 'release-key-1.pem', aPackage('0.2.1'));
    expect(manifest().signed).toMatchObject({ sequence: 2, version: '0.2.1' });
  });

  it('change a release key under the root keys, after which the old one signs nothing', () => {
    release(['keys', '--out', keys('')]);
    release(['keys', '--out', join(dir, 'more')]);
    const fresh = join(dir, 'more', 'release-key-1.pem');
    const signers = ['root-key-1.pem', 'root-key-3.pem'].flatMap((name) => ['--key', keys(name)]);
    const said = release([
      'rotate',
      '--out',
      keys(''),
      '--root',
      keys('root-1.json'),
      ...signers,
      '--release-key',
      fresh,
    ]);
    expect(said.stderr).toBe('');
    expect(nextRoot(root(1), root(2)).signed.releaseKeys).not.toEqual(root(1).signed.releaseKeys);
    expect(sign([1, 2], 'release-key-1.pem').stderr).toContain('the newest root does not name this key');
    expect(sign([1, 2], '../more/release-key-1.pem').stderr).toBe('');
    const folder = join(dir, 'releases', 'stable', platformHere());
    expect(readdirSync(folder).sort()).toEqual(['files', 'manifest.json', 'root-1.json', 'root-2.json']);
  });

  it('refuse a root that agents would not believe, before it is written', () => {
    release(['keys', '--out', keys('')]);
    const said = release(['rotate', '--out', keys(''), '--root', keys('root-1.json'), '--key', keys('root-key-1.pem')]);
    expect(said.stderr).toContain('update.root-untrusted');
    expect(readdirSync(keys(''))).not.toContain('root-2.json');
  });
});

describe('what goes into a version', () => {
  it('are the native parts with all they load, and nothing that is only for building', () => {
    const folder = aPackage();
    const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as object;
    const dependencies = { 'better-sqlite3': '*', serialport: '*', '@node-rs/argon2': '*' };
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...about, dependencies }));
    const paths = collectPayload(folder, join(REPOSITORY, 'node_modules')).map(({ path }) => path);
    expect(paths).toContain('node_modules/better-sqlite3/build/Release/better_sqlite3.node');
    expect(paths).toContain('node_modules/bindings/bindings.js');
    expect(paths.filter((path) => path.endsWith('debug/src/index.js')).length).toBeGreaterThan(0);
    expect(
      paths.filter((path) =>
        /\.(c|cpp|h|ts|map|md|gyp)$|prebuild-install|node-addon-api/.test(path.replace('README.md', '')),
      ),
    ).toEqual([]);
    expect(new Set(paths).size).toBe(paths.length);
  });
});
