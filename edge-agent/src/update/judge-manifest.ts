import { Fault } from '@tillbridge/shared/faults/fault';
import {
  PRODUCT,
  RELEASE_BYTES_MAX,
  type ReleaseManifest,
  type Root,
  type SignedManifest,
} from '@tillbridge/shared/release';
import { findUnsafePath } from './find-unsafe-path.ts';
import { orderVersions } from './order-versions.ts';
import { countSigners } from './signatures.ts';

/** The newest release of a channel that was ever believed here, by its number and the hash of what was signed. */
export interface Highest {
  readonly sequence: number;
  readonly hash: string;
}

/** What a manifest is held against. */
export interface Ground {
  /** The newest root of the trusted chain. */
  readonly root: Root;
  readonly channel: string;
  readonly platform: string;
  /** Three numbers, without a name before them. */
  readonly agent: string;
  readonly node: string;
  /** The newest version of the journal that the running agent knows. */
  readonly journalVersion: number;
  readonly highest: Highest | undefined;
  /** The time by which dates are judged, milliseconds since 1970. */
  readonly nowMs: number;
}

/** Whether enough of the release keys that a root names signed this. */
export function isSignedBy(root: Root, manifest: SignedManifest): boolean {
  return countSigners(manifest, root.releaseKeys) >= root.releaseThreshold;
}

/**
 * Believes a manifest or throws the first reason against it. The order matters: nothing in it is looked at before the
 * signature, and whether it is new before whether it fits.
 */
export function judgeManifest(offered: SignedManifest, hash: string, ground: Ground): ReleaseManifest {
  const { signed } = offered;
  if (!isSignedBy(ground.root, offered)) throw new Fault('update.untrusted', { root: ground.root.version });
  if (signed.product !== PRODUCT || signed.channel !== ground.channel)
    throw new Fault('update.foreign', { product: signed.product, channel: signed.channel, follows: ground.channel });
  if (signed.platform !== ground.platform)
    throw new Fault('update.other-platform', { offered: signed.platform, here: ground.platform });
  requireNew(signed, hash, ground.highest);
  if (ground.nowMs >= Date.parse(ground.root.expires))
    throw new Fault('update.expired', { what: 'root', expires: ground.root.expires });
  if (ground.nowMs >= Date.parse(signed.expires))
    throw new Fault('update.expired', { what: 'manifest', expires: signed.expires });
  requireSafe(signed);
  requireFit(signed, ground);
  return signed;
}

function requireNew({ sequence }: ReleaseManifest, hash: string, highest: Highest | undefined): void {
  if (highest === undefined || sequence > highest.sequence) return;
  if (sequence < highest.sequence) throw new Fault('update.older', { offered: sequence, seen: highest.sequence });
  if (hash !== highest.hash) throw new Fault('update.forked', { sequence });
}

function requireSafe({ files }: ReleaseManifest): void {
  const unsafe = findUnsafePath(files.map(({ path }) => path));
  if (unsafe !== undefined) throw new Fault('update.unsafe-file', { path: unsafe });
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total > RELEASE_BYTES_MAX) throw new Fault('update.malformed', { what: 'manifest', bytes: total });
}

/** The way there and the way back: the version here must be able to go on with the journal that the new one leaves. */
function requireFit({ least, journal }: ReleaseManifest, ground: Ground): void {
  const mistakes = [
    ...(orderVersions(ground.agent, least.agent) < 0 ? [`agent ${ground.agent}, needs ${least.agent}`] : []),
    ...(orderVersions(ground.node, least.node) < 0 ? [`Node ${ground.node}, needs ${least.node}`] : []),
    ...(journal.version < ground.journalVersion
      ? [`journal ${ground.journalVersion}, the release knows ${journal.version}`]
      : []),
    ...(journal.readableFrom > ground.journalVersion
      ? [`journal ${ground.journalVersion}, the way back needs ${journal.readableFrom}`]
      : []),
  ];
  if (mistakes.length > 0) throw new Fault('update.unfit', { mistakes });
}
