import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyEveryArchive } from '../../../scripts/archive/verify-every-archive.ts';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { REPOSITORY } from '../../../scripts/postgres/repository.ts';
import { archiveMonth } from '../src/archive/archive-month.ts';
import type { Manifest } from '../src/archive/manifest.ts';
import { folderStore } from '../src/store/folder-store.ts';
import { seal, sealKeys } from '../src/store/seal.ts';
import { keys, sellIn, tempStore } from './archive-world.ts';
import { makeWorld, type OpenShop, openShop, type World } from './ingest-world.ts';

const MONTHS = ['2012-04', '2012-05'] as const;
const folder = mkdtempSync(join(tmpdir(), 'tillbridge-verifier-'));
const program = join(folder, 'verify-archive.mjs');
const store = tempStore();
const next = sealKeys(generateKeyPairSync('ed25519').privateKey, [...keys.known.values()]);
let world: World;
let shop: OpenShop;
let other: OpenShop;

const pemOf = (name: string, key: KeyObject | undefined) => {
  const path = join(folder, name);
  writeFileSync(path, key?.export({ type: 'spki', format: 'pem' }) ?? '');
  return path;
};
const pems = [pemOf('one.pem', next.known.get(keys.keyId)), pemOf('two.pem', next.known.get(next.keyId))];

/** The program as the page prints it. */
beforeAll(async () => {
  const page = readFileSync(join(REPOSITORY, 'docs', 'archive.md'), 'utf8');
  writeFileSync(program, /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? '');
  world = await makeWorld(await cloneDatabase());
  [shop, other] = [await openShop(world), await openShop(world)];
  for (const [i, month] of MONTHS.entries()) {
    await world.db.sql`select make_month(${`${month}-01`}::date)`;
    await sellIn(shop, [`${month}-03`, `${month}-04`], 2);
    await sellIn(other, [`${month}-03`], 1);
    await archiveMonth({ db: world.db, store, keys: i === 0 ? keys : next }, `${month}-01`);
  }
});
afterAll(() => world.close());

const outside = (place: string, trusted: readonly string[] = pems, org = shop.org) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, place, org, ...trusted], {
    encoding: 'utf8',
  });
  return { status, said: `${stdout}${stderr}` };
};
/** A copy of the store in which one thing differs. */
function copyWith(change: (volume: (number: number) => string) => void): string {
  const copy = mkdtempSync(join(tmpdir(), 'tillbridge-verifier-'));
  cpSync(store.place, copy, { recursive: true });
  change((number) => join(copy, 'archive', shop.org, `00000${number}`));
  return copy;
}
const edit = (path: string, to: (text: string) => string) =>
  writeFileSync(path, to(readFileSync(path, 'latin1')), 'latin1');

/** Says something else under a signature that is believed, as whoever has the key could. */
function signAnew(volume: string, change: (manifest: Manifest) => object): void {
  const path = join(volume, 'manifest.json');
  const { statement } = JSON.parse(readFileSync(path, 'utf8')) as { statement: string };
  const manifest = JSON.parse(statement) as Manifest;
  writeFileSync(path, seal(next, JSON.stringify({ ...manifest, keyId: next.keyId, ...change(manifest) })));
}
const manifestOf = (volume: string) =>
  JSON.parse(JSON.parse(readFileSync(join(volume, 'manifest.json'), 'utf8')).statement) as Manifest;

describe('the verifier of docs/archive.md', () => {
  it('believes what the archive wrote, under two keys', () => {
    expect(outside(store.place)).toEqual({
      status: 0,
      said: '000001: 2012-04, 4 facts, sound\n000002: 2012-05, 4 facts, sound\n',
    });
    expect(outside(store.place, pems, other.org).status).toBe(0);
  });

  it('believes no key that it was not given', () => {
    expect(outside(store.place, pems.slice(0, 1)).said).toContain('000002: not signed by a key that you trust');
  });

  it.each<[string, (volume: (number: number) => string) => void, string]>([
    [
      'a manifest was edited',
      (volume) => edit(join(volume(2), 'manifest.json'), (text) => text.replace('\\"facts\\":4', '\\"facts\\":5')),
      '000002: not signed',
    ],
    [
      'a signature was removed',
      (volume) => edit(join(volume(1), 'manifest.json'), (text) => text.replace(/,"signature".*/, '}')),
      '000001: not signed',
    ],
    [
      'a file was edited',
      (volume) => {
        const name = readdirSync(volume(1)).find((file) => file.includes('facts')) ?? '';
        edit(join(volume(1), name), (text) => text.slice(0, -1));
      },
      'not what was archived',
    ],
    [
      'a file is gone',
      (volume) => {
        const name = readdirSync(volume(1)).find((file) => file.includes('places')) ?? '';
        rmSync(join(volume(1), name));
      },
      'missing',
    ],
    ['a volume is gone', (volume) => rmSync(volume(1), { recursive: true }), '000002: another volume belongs here'],
    [
      'two volumes changed places',
      (volume) => {
        cpSync(volume(1), `${volume(1)}x`, { recursive: true });
        cpSync(volume(2), volume(1), { recursive: true, force: true });
      },
      'another volume belongs here',
    ],
    [
      'the volume of another organization lies there',
      (volume) => cpSync(volume(1).replace(shop.org, other.org), volume(1), { recursive: true, force: true }),
      'another volume belongs here',
    ],
    [
      'a folder got another number',
      (volume) => renameSync(volume(2), volume(3)),
      '000003: another volume belongs here',
    ],
    [
      'something else that the key signs lies there',
      (volume) => signAnew(volume(1), () => ({ type: 'audit-checkpoint' })),
      '000001: another volume belongs here',
    ],
    [
      'a volume was signed behind another one',
      (volume) => signAnew(volume(2), () => ({ previous: '1'.repeat(64) })),
      '000002: does not follow the volume before it',
    ],
    [
      'a volume names the files of another organization',
      (volume) => signAnew(volume(2), () => ({ files: manifestOf(volume(2).replace(shop.org, other.org)).files })),
      'missing',
    ],
    [
      'a file has fewer lines than were signed',
      (volume) =>
        signAnew(volume(1), ({ files }) => ({ files: files.map((file) => ({ ...file, rows: file.rows + 1 })) })),
      'not 5 lines',
    ],
  ])('says so when %s', (_name, change, words) => {
    const { status, said } = outside(copyWith(change));
    expect([status, said]).toEqual([1, expect.stringContaining(words)]);
  });
});

describe('the command of the installation', () => {
  it('reads every volume of every organization back, and prints the keys that it believes', async () => {
    const { sound, checks, text } = await verifyEveryArchive({ db: world.db, store, keys: next });
    expect([sound, checks.length]).toEqual([true, 4]);
    expect(text).toContain(`sound   ${shop.org}  volume 2  dropped  key ${next.keyId}`);
    expect(text.match(/BEGIN PUBLIC KEY/g)).toHaveLength(2);
  });

  it('names the volume that is not what was written, and goes on behind it', async () => {
    const place = copyWith((volume) =>
      edit(join(volume(1), 'manifest.json'), (said) => said.replace('2012-04', '2012-03')),
    );
    const { sound, checks, text } = await verifyEveryArchive({ db: world.db, store: folderStore(place), keys: next });
    expect(sound).toBe(false);
    expect(checks.filter(({ fault }) => fault !== null)).toMatchObject([
      { org: shop.org, volume: 1, fault: 'the manifest of volume 1 was changed' },
    ]);
    expect(text).toContain(`BROKEN  ${shop.org}  volume 1`);
  });
});
