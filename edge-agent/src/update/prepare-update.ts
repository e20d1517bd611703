import { Fault } from '@tillbridge/shared/faults/fault';
import type { ReleaseManifest } from '@tillbridge/shared/release';
import type { Home } from '../config/home.ts';
import { takeLock } from '../journal/lock.ts';
import { type LoadWish, loadRelease } from './load-release.ts';
import type { Pointer } from './pointer.ts';
import { readPointer } from './pointer-file.ts';
import { readRootChain } from './root-chain.ts';
import { runSelfTest } from './run-self-test.ts';
import { slotFor } from './slot-for.ts';
import { openVersions, stageVersion } from './stage-version.ts';
import { findDamage } from './verify-version.ts';
import { type Versions, versionsAt } from './versions.ts';

/** What is being done, in the order in which it is done. */
export const UPDATE_STEPS = ['locked', 'believed', 'staged', 'tested', 'asked'] as const;
export type UpdateStep = (typeof UPDATE_STEPS)[number];

export interface PrepareWish extends Omit<LoadWish, 'versions'> {
  readonly home: Home;
  /** Also a version that did not stay before. */
  readonly again: boolean;
  readonly roomKeptBytes?: number;
  readonly onStep?: (step: UpdateStep) => void;
  readonly onBytes?: (done: number, all: number) => void;
}

export interface Prepared {
  readonly manifest: ReleaseManifest;
  /** Undefined when that version runs already. */
  readonly slot: string | undefined;
}

/** Only looks: believes what a source offers, or throws why not. Throws `update.busy` while another updater is at work. */
export async function checkRelease(wish: PrepareWish): Promise<ReleaseManifest> {
  return locked(wish, async (versions) => (await loadRelease({ ...wish, versions })).manifest);
}

/**
 * Brings a release beside the running version and has it prove itself there; nothing that runs is touched. `done` is called
 * while the lock is still held. Throws the faults of `update.*`.
 */
export async function prepareUpdate(wish: PrepareWish, done: (slot: string) => void): Promise<Prepared> {
  return locked(wish, async (versions) => {
    wish.onStep?.('locked');
    const release = await loadRelease({ ...wish, versions });
    const { manifest } = release;
    const slot = slotFor(manifest);
    const pointer = readPointer(versions);
    requireCalm(pointer);
    if (pointer.active === slot) return { manifest, slot: undefined };
    const failed = pointer.failed.find((each) => each.slot === slot);
    if (failed !== undefined && !wish.again)
      throw new Fault('update.failed-before', { version: manifest.version, reason: failed.reason, at: failed.at });
    wish.onStep?.('believed');
    if (findDamage(versions, slot, readRootChain(wish.anchor, versions)) !== undefined)
      await stageVersion({ ...wish, versions, release, keep: keptSlots(pointer) });
    wish.onStep?.('staged');
    await runSelfTest(wish.home, manifest);
    wish.onStep?.('tested');
    done(slot);
    wish.onStep?.('asked');
    return { manifest, slot };
  });
}

/** Throws `update.trial-running` while a version is proving itself. */
export function requireCalm({ trial }: Pointer): void {
  if (trial !== null) throw new Fault('update.trial-running', { slot: trial.slot });
}

const keptSlots = ({ active, previous }: Pointer) => [active, ...(previous === null ? [] : [previous])];

async function locked<T>({ home }: PrepareWish, work: (versions: Versions) => Promise<T>): Promise<T> {
  const versions = versionsAt(home.versions);
  openVersions(versions);
  const lock = takeLock(versions.lock, 'update.busy');
  try {
    return await work(versions);
  } finally {
    lock.release();
  }
}
