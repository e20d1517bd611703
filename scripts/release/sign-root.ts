import type { KeyObject } from 'node:crypto';
import { nextRoot, requireOwnKeys } from '@tillbridge/edge-agent/update/judge-root';
import { publicHex, signDocument } from '@tillbridge/edge-agent/update/signatures';
import type { Root, SignedRoot } from '@tillbridge/shared/release';

export interface RootWish {
  readonly rootKeys: readonly KeyObject[];
  readonly rootThreshold: number;
  readonly releaseKeys: readonly KeyObject[];
  readonly expires: string;
}

/** The first root: signed by all its own keys. */
export function signFirstRoot({ rootKeys, rootThreshold, releaseKeys, expires }: RootWish): SignedRoot {
  const signed: Root = {
    type: 'tillbridge-root',
    version: 1,
    expires,
    rootKeys: rootKeys.map(publicHex),
    rootThreshold,
    releaseKeys: releaseKeys.map(publicHex),
    releaseThreshold: 1,
  };
  return requireOwnKeys({ signed, signatures: rootKeys.map((key) => signDocument(signed, key)) });
}

/** The root after a given one, with what changes; throws where agents would not believe it. */
export function signNextRoot(
  before: SignedRoot,
  change: Partial<Omit<Root, 'type' | 'version'>>,
  signers: readonly KeyObject[],
): SignedRoot {
  const signed: Root = { ...before.signed, ...change, version: before.signed.version + 1 };
  return nextRoot(before, { signed, signatures: signers.map((key) => signDocument(signed, key)) });
}
