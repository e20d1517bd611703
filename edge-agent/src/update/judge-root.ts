import { Fault } from '@tillbridge/shared/faults/fault';
import type { SignedRoot } from '@tillbridge/shared/release';
import { countSigners } from './signatures.ts';

/**
 * The root that follows on a trusted one. It must carry the next number, be signed by enough keys of the trusted root, so
 * that only the holders of the old keys can name new ones, and by enough of its own, so that nobody is named who does not
 * hold the key. Throws `update.root-untrusted`. Dates are judged at the end of a chain alone: an old link may be past its own.
 */
export function nextRoot(trusted: SignedRoot, offered: SignedRoot): SignedRoot {
  const { version, rootKeys, rootThreshold } = trusted.signed;
  if (offered.signed.version !== version + 1) throw refused('its number does not follow', offered);
  if (countSigners(offered, rootKeys) < rootThreshold) throw refused('not signed by the keys before', offered);
  return requireOwnKeys(offered);
}

/** The root that came with the installation: trusted because that was. */
export function requireOwnKeys(root: SignedRoot): SignedRoot {
  const { rootKeys, rootThreshold, releaseKeys, releaseThreshold } = root.signed;
  if (rootThreshold > rootKeys.length || releaseThreshold > releaseKeys.length)
    throw refused('asks for more keys than it names', root);
  if (countSigners(root, rootKeys) < rootThreshold) throw refused('not signed by its own keys', root);
  return root;
}

function refused(because: string, { signed }: SignedRoot): Fault {
  return new Fault('update.root-untrusted', { version: signed.version, because });
}
