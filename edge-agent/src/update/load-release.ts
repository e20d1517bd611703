import { createHash } from 'node:crypto';
import { canonical } from '@tillbridge/shared/canonical';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { ReleaseManifest } from '@tillbridge/shared/release';
import { writeDurably } from '../journal/durable-file.ts';
import { type Ground, judgeManifest } from './judge-manifest.ts';
import { nextRoot } from './judge-root.ts';
import { parseManifest, parseRoot } from './parse-document.ts';
import type { ReleaseSource } from './release-source.ts';
import { newestOf, ROOTS_AHEAD_MAX, type RootChain, readRootChain } from './root-chain.ts';
import { provedMs, trustedMs } from './trusted-time.ts';
import { FIRST_MEMORY, memoryFile } from './update-memory.ts';
import type { Versions } from './versions.ts';

export interface LoadWish {
  readonly source: ReleaseSource;
  readonly versions: Versions;
  /** The root that came with the installation. */
  readonly anchor: string;
  readonly here: Pick<Ground, 'channel' | 'platform' | 'agent' | 'node' | 'journalVersion'>;
  readonly clock: { readonly ownMs: number; readonly cloudOffsetMs: number | undefined };
}

export interface LoadedRelease {
  readonly manifest: ReleaseManifest;
  /** As it came: kept beside the version, to be checked again at every start. */
  readonly bytes: Uint8Array;
}

/**
 * Fetches what a source offers and believes it or throws why not. What was believed is remembered before anything else is
 * done, so that nobody can offer less afterwards. Only the holder of the lock of `versions` may call it.
 */
export async function loadRelease(wish: LoadWish): Promise<LoadedRelease> {
  const { source, versions, clock, here } = wish;
  const memory = memoryFile(versions);
  const known = memory.read() ?? FIRST_MEMORY;
  const root = newestOf(await learnRoots(readRootChain(wish.anchor, versions), wish)).signed;
  if (root.version < known.root)
    throw new Fault('update.root-untrusted', { version: root.version, because: `number ${known.root} was seen` });
  const bytes = await source.manifest();
  const offered = parseManifest(bytes);
  const hash = createHash('sha256').update(canonical(offered.signed)).digest('hex');
  const times = { ...clock, highestMs: known.highestMs };
  const highest = known.highest[here.channel];
  const manifest = judgeManifest(offered, hash, { ...here, root, highest, nowMs: trustedMs(times) });
  const { sequence, version, issued, channel } = manifest;
  memory.write({
    highest: { ...known.highest, [channel]: { sequence, hash, version } },
    highestMs: provedMs(times, Date.parse(issued)),
    root: root.version,
  });
  return { manifest, bytes };
}

/** Takes the links that the source has beyond those known, one after another, and keeps each. */
async function learnRoots(chain: RootChain, { source, versions }: LoadWish): Promise<RootChain> {
  const longer: [...RootChain] = [...chain];
  while (longer.length <= ROOTS_AHEAD_MAX) {
    const last = newestOf(longer);
    const version = last.signed.version + 1;
    const bytes = await source.root(version);
    if (bytes === undefined) break;
    longer.push(nextRoot(last, parseRoot(bytes)));
    writeDurably(versions.rootOf(version), bytes);
  }
  return longer;
}
