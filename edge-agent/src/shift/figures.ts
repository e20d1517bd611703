import type { Limits } from '@tillbridge/shared/configuration';
import type { ClosingLine, ClosingSum, CountLine, Tier } from '@tillbridge/shared/shift';
import { denominationKey, type OpenShift } from './shift-state.ts';

/** Expected, reported and counted of a shift, by denomination and in sums; none is made from another. */
export interface Figures {
  readonly lines: readonly ClosingLine[];
  readonly sums: readonly ClosingSum[];
  readonly tier: Tier;
}

export interface FigureParts {
  readonly open: OpenShift;
  /** What the devices say now, of those that answer. */
  readonly reported: readonly CountLine[];
  readonly currencyOf: (machine: string) => string;
  readonly variance: Limits['variance'];
}

/** Pure. What was not counted stays null and is never taken for zero. */
export function figuresOf(parts: FigureParts): Figures {
  const lines = closingLines(parts).filter(saysSomething);
  const byCurrency = new Map<string, ClosingLine[]>();
  for (const line of lines) {
    const currency = parts.currencyOf(line.machine);
    byCurrency.set(currency, [...(byCurrency.get(currency) ?? []), line]);
  }
  const sums = [...byCurrency].map(([currency, own]) => sumOf(currency, own));
  return { lines, sums, tier: tierOf(sums, parts.variance) };
}

function closingLines({ open, reported }: FigureParts): ClosingLine[] {
  const opening = byDenomination(open.opening);
  const moved = new Map(open.moved.map((line) => [denominationKey(line), line]));
  const said = byDenomination(reported);
  const counted = byDenomination(open.count?.lines ?? []);
  const all = new Map<string, Omit<CountLine, 'pieces'>>();
  for (const line of [...open.opening, ...open.moved, ...reported, ...(open.count?.lines ?? [])])
    if (!all.has(denominationKey(line))) all.set(denominationKey(line), line);
  return [...all].map(([key, { machine, place, form, valueMinor }]) => {
    const began = opening.get(key) ?? null;
    const movement = moved.get(key) ?? { in: 0, out: 0 };
    return {
      machine,
      place,
      form,
      valueMinor,
      opening: began,
      in: movement.in,
      out: movement.out,
      // The counted opening, not the previous closing, and nothing of what the devices or the count say.
      expected: began === null ? null : began + movement.in - movement.out,
      reported: said.get(key) ?? null,
      counted: counted.get(key) ?? null,
    };
  });
}

function sumOf(currency: string, lines: readonly ClosingLine[]): ClosingSum {
  const add = (pieces: (line: ClosingLine) => number | null) =>
    lines.reduce((sum, line) => sum + (pieces(line) ?? 0) * line.valueMinor, 0);
  const some = (pieces: (line: ClosingLine) => number | null) =>
    lines.some((line) => pieces(line) !== null) ? add(pieces) : null;
  return {
    currency,
    openingMinor: add((line) => line.opening),
    inMinor: add((line) => line.in),
    outMinor: add((line) => line.out),
    expectedMinor: add((line) => line.expected),
    reportedMinor: some((line) => line.reported),
    countedMinor: some((line) => line.counted),
    varianceMinor: add((line) => {
      const found = line.counted ?? line.reported;
      return found === null || line.expected === null ? 0 : found - line.expected;
    }),
    unproven: lines.filter((line) => line.expected !== null && line.counted === null && line.reported === null).length,
  };
}

/** What the largest difference takes. Lines that nobody counted and no device reports take a reason at least. */
function tierOf(sums: readonly ClosingSum[], variance: Limits['variance']): Tier {
  if (variance === undefined) return 'automatic';
  const largest = Math.max(0, ...sums.map((sum) => Math.abs(sum.varianceMinor)));
  if (largest > variance.reasonMinor) return 'approval';
  return largest > variance.automaticMinor || sums.some((sum) => sum.unproven > 0) ? 'reason' : 'automatic';
}

const byDenomination = (lines: readonly CountLine[]) =>
  new Map(lines.map((line) => [denominationKey(line), line.pieces]));

/** A denomination that never was there is left out, unless somebody counted it. */
function saysSomething(line: ClosingLine): boolean {
  return (
    [line.opening, line.in, line.out, line.reported].some((pieces) => (pieces ?? 0) !== 0) || line.counted !== null
  );
}
