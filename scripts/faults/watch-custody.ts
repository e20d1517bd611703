import type { CloudHost } from './cloud-host.ts';
import type { Passage } from './network.ts';
import type { CloudView } from './oracle/cloud-view.ts';
import type { Findings } from './oracle/invariants.ts';
import { lineHashes } from './sync-bodies.ts';

export interface CustodyWatch {
  /** Looks into the cloud and remembers what it has custody of. */
  look(): Promise<CloudView>;
  /** The answer means custody: called with each receipt, before the agent hears of it. */
  onReceipt(passage: Passage): Promise<void>;
}

export function watchCustody(cloud: CloudHost, everInCloud: Set<string>, findings: Findings): CustodyWatch {
  const look = async (): Promise<CloudView> => {
    const view = await cloud.look();
    for (const hash of custodyOf(view)) everInCloud.add(hash);
    return view;
  };
  return {
    look,
    onReceipt: async (passage) => {
      // A database that is just being cut or replaced cannot be asked.
      const view = await look().catch(() => undefined);
      if (view === undefined || cloud.history !== passage.history) return;
      const custody = custodyOf(view);
      const missing = lineHashes(passage.body).filter((hash) => !custody.has(hash));
      findings.expect(
        'receipt',
        missing.length === 0,
        () => `${missing.length} lines were answered 200 and are nowhere: ${missing[0]}`,
      );
    },
  };
}

/** Hashes of all bytes in the cloud's custody; a fact that no batch may carry lies there as a file of its own. */
export function custodyOf(view: CloudView): Set<string> {
  const files = view.salvage.filter((file) => file.heldTo === file.totalBytes && file.bytesHash === file.file);
  return new Set([
    ...view.facts.map((fact) => fact.hash),
    ...view.quarantine.map((row) => row.rawHash),
    ...files.map((file) => file.file),
  ]);
}
