import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  PRODUCT,
  type ReleaseManifest,
  type Root,
  type SignedManifest,
  type SignedRoot,
} from '@tillbridge/shared/release';
import type { Ground } from '../judge-manifest.ts';
import { platformHere } from '../platform.ts';
import { publicHex, signDocument } from '../signatures.ts';
import { versionsAt } from '../versions.ts';

export const NOW_MS = Date.UTC(2026, 10, 20, 3);
export const DAY_MS = 86_400_000;
export const at = (days: number) => new Date(NOW_MS + days * DAY_MS).toISOString();
export const newKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey;
export const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Three root keys of which two must sign, and one release key: as the maker's tools make them. */
export function openMaker() {
  const rootKeys = [newKey(), newKey(), newKey()] as const;
  const releaseKey = newKey();
  const root: Root = {
    type: 'tillbridge-root',
    version: 1,
    expires: at(365),
    rootKeys: rootKeys.map(publicHex),
    rootThreshold: 2,
    releaseKeys: [publicHex(releaseKey)],
    releaseThreshold: 1,
  };
  return { rootKeys, releaseKey, root: signRoot(root, rootKeys) };
}
export type Maker = ReturnType<typeof openMaker>;

export function signRoot(signed: Root, keys: readonly KeyObject[]): SignedRoot {
  return { signed, signatures: keys.map((key) => signDocument(signed, key)) };
}

/** The root that follows on the maker's first one. */
export function rootAfter({ root, rootKeys }: Maker, change: Partial<Root>, keys: readonly KeyObject[] = rootKeys) {
  return signRoot({ ...root.signed, version: 2, ...change }, keys);
}

export const FILES = { 'tillbridge.js': 'console.log("new")\n', 'console/index.html': '<p>new</p>\n' } as const;

export function aManifest(
  change: Partial<ReleaseManifest> = {},
  files: Readonly<Record<string, string>> = FILES,
): ReleaseManifest {
  return {
    type: 'tillbridge-manifest',
    product: PRODUCT,
    channel: 'stable',
    platform: platformHere(),
    sequence: 7,
    version: '0.2.0',
    issued: at(-1),
    expires: at(30),
    least: { agent: '0.1.0', node: '20.19.0' },
    journal: { version: 2, readableFrom: 1 },
    files: Object.entries(files).map(([path, text]) => ({
      path,
      sha256: sha256(text),
      bytes: Buffer.byteLength(text),
    })),
    ...change,
  };
}

export function signManifest(signed: ReleaseManifest, ...keys: readonly KeyObject[]): SignedManifest {
  return { signed, signatures: keys.map((key) => signDocument(signed, key)) };
}

export const HERE: Omit<Ground, 'root' | 'highest' | 'nowMs'> = {
  channel: 'stable',
  platform: platformHere(),
  agent: '0.1.0',
  node: '20.19.0',
  journalVersion: 2,
};

/** A release on a stick, and the folder of versions of a PC, both below one folder that `remove` takes away. */
export function openStick(
  maker: Maker,
  change: Partial<ReleaseManifest> = {},
  files: Readonly<Record<string, string>> = FILES,
) {
  const dir = mkdtempSync(join(tmpdir(), 'tillbridge-update-'));
  const stick = join(dir, 'stick');
  const versions = versionsAt(join(dir, 'versions'));
  const anchor = join(dir, 'release-root.json');
  mkdirSync(join(stick, 'files'), { recursive: true });
  mkdirSync(versions.dir, { mode: 0o700 });
  writeFileSync(anchor, JSON.stringify(maker.root));
  const offer = (manifest: SignedManifest) => writeFileSync(join(stick, 'manifest.json'), JSON.stringify(manifest));
  for (const text of Object.values(files)) writeFileSync(join(stick, 'files', sha256(text)), text);
  offer(signManifest(aManifest(change, files), maker.releaseKey));
  return {
    dir,
    stick,
    versions,
    anchor,
    offer,
    fileOf: (text: string) => join(stick, 'files', sha256(text)),
    offerRoot: (root: SignedRoot) =>
      writeFileSync(join(stick, `root-${root.signed.version}.json`), JSON.stringify(root)),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
export type Stick = ReturnType<typeof openStick>;
