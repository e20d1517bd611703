import { createHash, type KeyObject } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findUnsafePath } from '@tillbridge/edge-agent/update/find-unsafe-path';
import { isSignedBy } from '@tillbridge/edge-agent/update/judge-manifest';
import { parseManifest } from '@tillbridge/edge-agent/update/parse-document';
import { platformHere } from '@tillbridge/edge-agent/update/platform';
import { signDocument } from '@tillbridge/edge-agent/update/signatures';
import { PRODUCT, type ReleaseManifest, type SignedManifest, type SignedRoot } from '@tillbridge/shared/release';
import { collectPayload } from './collect-payload.ts';

export interface ReleaseWish {
  /** Folder that `scripts/pack-agent.mjs` made. */
  readonly packageFolder: string;
  /** Where the native parts are installed for this platform. */
  readonly modulesFolder: string;
  readonly channel: string;
  /** By default one more than the release that lies in `out`. */
  readonly sequence?: number;
  readonly leastAgent: string;
  readonly issued: string;
  readonly expires: string;
  readonly keys: readonly KeyObject[];
  /** All roots, oldest first; the newest must name the keys. */
  readonly roots: readonly SignedRoot[];
  /** Folder of all releases. */
  readonly out: string;
}

interface About {
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly tillbridge: { readonly journal: number; readonly readableFrom: number };
}

/** Makes the folder of one release, as a server or a stick offers it, and signs it. Answers the folder. */
export function signRelease(wish: ReleaseWish): { readonly folder: string; readonly manifest: ReleaseManifest } {
  const { packageFolder, channel, roots } = wish;
  const folder = join(wish.out, channel, platformHere());
  const about = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as About;
  const sequence = wish.sequence ?? sequenceIn(folder) + 1;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'files'), { recursive: true });
  const signed: ReleaseManifest = {
    type: 'tillbridge-manifest',
    product: PRODUCT,
    channel,
    platform: platformHere(),
    sequence,
    version: about.version,
    issued: wish.issued,
    expires: wish.expires,
    least: { agent: wish.leastAgent, node: leastNode(about) },
    journal: { version: about.tillbridge.journal, readableFrom: about.tillbridge.readableFrom },
    files: copyPayload(wish, folder),
  };
  const manifest: SignedManifest = { signed, signatures: wish.keys.map((key) => signDocument(signed, key)) };
  requireBelievable(manifest, roots);
  for (const root of roots) writeFileSync(join(folder, `root-${root.signed.version}.json`), JSON.stringify(root));
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return { folder, manifest: signed };
}

function copyPayload({ packageFolder, modulesFolder }: ReleaseWish, folder: string): ReleaseManifest['files'] {
  return collectPayload(packageFolder, modulesFolder).map(({ path, source }) => {
    const bytes = readFileSync(source);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const target = join(folder, 'files', sha256);
    if (!existsSync(target)) cpSync(source, target);
    return { path, sha256, bytes: bytes.byteLength };
  });
}

/** What agents would refuse is found here, not in a shop. */
function requireBelievable(manifest: SignedManifest, roots: readonly SignedRoot[]): void {
  const newest = roots.at(-1);
  if (newest === undefined || !isSignedBy(newest.signed, manifest))
    throw new Error('the newest root does not name this key');
  const unsafe = findUnsafePath(manifest.signed.files.map(({ path }) => path));
  if (unsafe !== undefined) throw new Error(`agents would refuse the name of ${unsafe}`);
  parseManifest(Buffer.from(JSON.stringify(manifest)));
}

function sequenceIn(folder: string): number {
  const path = join(folder, 'manifest.json');
  return existsSync(path) ? parseManifest(readFileSync(path)).signed.sequence : 0;
}

function leastNode({ engines }: About): string {
  return /(\d+\.\d+\.\d+)/.exec(engines.node)?.[1] ?? '0.0.0';
}
