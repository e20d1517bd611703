import type { CloudView } from './cloud-view.ts';
import { type Findings, place } from './invariants.ts';

/**
 * Invariant 11: what was dropped lies in the archive as its manifest says, and nothing is in both. That archive and
 * tables together are everything is seen by the checks of custody and books, which look at both as one.
 */
export function checkArchive(view: Pick<CloudView, 'archived' | 'archiveBroken' | 'facts'>, findings: Findings): void {
  findings.expect('archive', view.archiveBroken.length === 0, () => view.archiveBroken.join('; '));
  const seen = new Set<string>();
  for (const fact of view.facts) {
    const key = `${fact.epoch} ${fact.sequence} ${fact.branch}`;
    findings.expect('archive', !seen.has(key), () => `${place(fact)} is both in the archive and in the tables`);
    seen.add(key);
  }
}
