import { describe, expect, it } from 'vitest';
import { checkArchive } from './check-archive.ts';
import type { CloudFact } from './cloud-view.ts';
import { createFindings, INVARIANTS } from './invariants.ts';

const fact = (sequence: number) => ({ epoch: 'e'.repeat(32), sequence, branch: 0 }) as CloudFact;

function brokenBy(view: Parameters<typeof checkArchive>[0]): readonly string[] {
  const findings = createFindings();
  checkArchive(view, findings);
  return findings.violations.map(({ invariant }) => invariant);
}

describe('the oracle of the archive', () => {
  it('is content where every fact is in one place and each manifest holds', () => {
    expect(brokenBy({ facts: [fact(1), fact(2)], archived: 1, archiveBroken: [] })).toEqual([]);
  });

  it('is red where a dropped volume does not hold what its manifest says', () => {
    expect(brokenBy({ facts: [], archived: 0, archiveBroken: ['a file is not there'] })).toEqual([INVARIANTS.archive]);
  });

  it('is red where a fact is in the archive and in the tables', () => {
    expect(brokenBy({ facts: [fact(1), fact(1)], archived: 1, archiveBroken: [] })).toEqual([INVARIANTS.archive]);
  });
});
