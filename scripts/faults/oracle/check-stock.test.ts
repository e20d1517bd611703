import { describe, expect, test } from 'vitest';
import { checkStock } from './check-stock.ts';
import { type CloudFact, type CloudView, sha256 } from './cloud-view.ts';
import { createFindings } from './invariants.ts';

type View = Pick<CloudView, 'facts' | 'lines' | 'units'>;
const MACHINE = 'm';

function factOf(key: number, body: object): CloudFact {
  const raw = Buffer.from(
    JSON.stringify({ kind: 'x', body: { machine: MACHINE, reference: `run-fact-${key}`, ...body } }),
  );
  const place = {
    shop: 's',
    agent: 'a',
    epoch: 'e',
    sequence: key + 1,
    branch: 0,
    id: String(key),
    kind: 'x',
    day: 'd',
  };
  return { ...place, raw, hash: sha256(raw) };
}

const reading = (second: number, pieces: number) => ({
  inventory: { readAt: `2026-11-20T07:00:0${second}.000Z`, units: [{ unit: 'N1', valueMinor: 2_000, pieces }] },
});
const line = (transaction: string, pieces: number, direction = 'in', place = 'stock') => ({
  transaction,
  valueMinor: 2_000,
  pieces,
  direction,
  place,
});

/** Ten pieces read, three in, a hand takes two and a gap says so, one in: twelve read. */
function honest(): View {
  return {
    facts: [
      factOf(0, { operation: 'o0', ...reading(0, 10) }),
      factOf(1, { operation: 'o1' }),
      factOf(2, { code: 'stock_gap', lines: [line('', 2, 'out')] }),
      factOf(3, { operation: 'o3', ...reading(3, 12) }),
    ],
    lines: [line('o0', 10), line('o1', 3), line('o3', 1), line('o3', 7, 'in', 'reject')],
    units: [{ machine: MACHINE, unit: 'N1', pieces: 12 }],
  };
}

function found(view: View): readonly string[] {
  const findings = createFindings();
  checkStock(view, findings);
  return findings.violations.map(({ what }) => what);
}

describe('the oracle of the stock', () => {
  test('is content where every break has its gap, in whatever order facts came', () => {
    const view = honest();
    expect(found(view)).toEqual([]);
    expect(found({ ...view, facts: [...view.facts].reverse() })).toEqual([]);
  });

  test('misses a line that the cloud does not keep, keeps twice, or keeps the wrong way round', () => {
    const view = honest();
    const [first, ...rest] = [view.lines[1], view.lines[0], view.lines[2], view.lines[3]].filter(
      (one) => one !== undefined,
    );
    expect(found({ ...view, lines: rest })).toHaveLength(1);
    expect(found({ ...view, lines: [...view.lines, line('o1', 3)] })).toHaveLength(1);
    expect(found({ ...view, lines: [{ ...line('o1', 3), direction: 'out' }, ...rest] })).toHaveLength(1);
    expect(found({ ...view, lines: [{ ...line('o1', 3), place: 'box' }, ...rest] })).toHaveLength(1);
    expect(first).toEqual(line('o1', 3));
  });

  test('misses a break without its gap, and excuses one whose movement is known not to have come', () => {
    const view = honest();
    const broken = view.facts.map((fact, at) => (at === 2 ? factOf(2, { detail: 'run-fact-2' }) : fact));
    expect(found({ ...view, facts: broken })).toHaveLength(1);
    expect(found({ ...view, facts: view.facts.filter((_, at) => at !== 2) })).toEqual([]);
  });

  test('misses an older reading that is shown in place of the newest', () => {
    expect(found({ ...honest(), units: [{ machine: MACHINE, unit: 'N1', pieces: 10 }] })).toHaveLength(1);
    expect(found({ ...honest(), units: [] })).toHaveLength(1);
  });
});
