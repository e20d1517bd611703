import type { CloudFact, CloudView } from './cloud-view.ts';
import { type Findings, place } from './invariants.ts';

interface Line {
  readonly valueMinor: number;
  readonly pieces: number;
  readonly direction: string;
  readonly place: string;
}

interface Body {
  readonly machine?: string;
  readonly operation?: string;
  readonly code?: string;
  readonly reference?: string;
  readonly detail?: string;
  readonly lines?: readonly Line[];
  readonly inventory?: {
    readonly readAt: string;
    readonly units: readonly { readonly unit: string; readonly valueMinor?: number; readonly pieces: number | null }[];
  };
}

/** A fact with its number in the run, which is the order in which the machine's cash moved. */
interface Numbered {
  readonly key: number;
  readonly fact: CloudFact;
  readonly body: Body;
}

/**
 * Invariant 10, by machine: from one reading to the next the pieces change by the lines that the cloud keeps of what
 * happened between them, gaps and adjustments included, unless a movement between them is known not to have come; and
 * what the cloud shows is its newest reading.
 */
export function checkStock(view: Pick<CloudView, 'facts' | 'lines' | 'units'>, findings: Findings): void {
  const kept = new Map<string, Line[]>();
  for (const line of view.lines) kept.set(line.transaction, [...(kept.get(line.transaction) ?? []), line]);
  const facts = numbered(view.facts);
  const came = new Set(facts.map(({ key }) => key));
  for (const machine of new Set(facts.map(({ body }) => body.machine))) {
    if (machine === undefined) continue;
    const inOrder = facts.filter(({ body }) => body.machine === machine).sort((a, b) => a.key - b.key);
    checkReadings(inOrder, came, kept, findings);
    checkShown(machine, inOrder, view, findings);
  }
}

function checkReadings(
  facts: readonly Numbered[],
  came: ReadonlySet<number>,
  kept: ReadonlyMap<string, readonly Line[]>,
  findings: Findings,
): void {
  let last: { readonly key: number; readonly pieces: ReadonlyMap<number, number> } | undefined;
  let moved = new Map<number, number>();
  for (const { key, fact, body } of facts) {
    const lines = body.code === 'stock_gap' ? (body.lines ?? []) : (kept.get(body.operation ?? '') ?? []);
    for (const line of lines) if (line.place === 'stock') add(moved, line.valueMinor, signed(line));
    if (body.inventory === undefined) continue;
    const pieces = piecesOf(body);
    if (last !== undefined && allCame(came, last.key, key)) {
      const before = last.pieces;
      for (const [value, now] of pieces) {
        const expected = (before.get(value) ?? 0) + (moved.get(value) ?? 0);
        findings.expect(
          'stock',
          now === expected,
          () => `${place(fact)}: ${now} pieces of ${value} were read, ${expected} by what the cloud keeps`,
        );
      }
    }
    last = { key, pieces };
    moved = new Map();
  }
}

function checkShown(
  machine: string,
  facts: readonly Numbered[],
  view: Pick<CloudView, 'units'>,
  findings: Findings,
): void {
  const newest = facts
    .filter(({ body }) => body.inventory !== undefined)
    .sort((a, b) => ((a.body.inventory?.readAt ?? '') < (b.body.inventory?.readAt ?? '') ? -1 : 1))
    .at(-1);
  if (newest === undefined) return;
  const shown = new Map(view.units.filter((row) => row.machine === machine).map((row) => [row.unit, row.pieces]));
  for (const { unit, pieces } of newest.body.inventory?.units ?? []) {
    findings.expect(
      'stock',
      shown.get(unit) === pieces,
      () => `${machine} ${unit}: the cloud shows ${shown.get(unit)} pieces, the newest reading says ${pieces}`,
    );
  }
}

/** Only facts that the suite numbered: others move nothing. */
function numbered(facts: readonly CloudFact[]): Numbered[] {
  return facts.flatMap((fact) => {
    const { body } = JSON.parse(fact.raw.toString('utf8')) as { body: Body };
    const key = /^run-fact-(\d+)$/.exec(body.reference ?? body.detail ?? '')?.[1];
    return key === undefined ? [] : [{ key: Number(key), fact, body }];
  });
}

/** Whether nothing that was scripted between two readings is missing in the cloud: a missing movement is a known break. */
function allCame(came: ReadonlySet<number>, from: number, to: number): boolean {
  for (let key = from + 1; key < to; key++) if (!came.has(key)) return false;
  return true;
}

function piecesOf(body: Body): Map<number, number> {
  const pieces = new Map<number, number>();
  for (const unit of body.inventory?.units ?? [])
    if (unit.valueMinor !== undefined && unit.pieces !== null) add(pieces, unit.valueMinor, unit.pieces);
  return pieces;
}

const signed = (line: Line): number => (line.direction === 'in' ? line.pieces : -line.pieces);

function add(sums: Map<number, number>, value: number, pieces: number): void {
  sums.set(value, (sums.get(value) ?? 0) + pieces);
}
