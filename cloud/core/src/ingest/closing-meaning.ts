import type { ClosingBody, ClosingLine, ClosingSum } from '@tillbridge/shared/shift';

/** Why a closing does not add up; undefined when it does. */
export function findClosingFault({ lines, sums }: ClosingBody): string | undefined {
  for (const [at, { opening, in: into, out, expected }] of lines.entries()) {
    const should = opening === null ? null : opening + into - out;
    if (should !== expected) return `line ${at + 1}: expected ${expected}, the books say ${should}`;
  }
  // Lines do not name their currency, so what must hold is the sum over all of them.
  const checks: readonly [string, (sum: ClosingSum) => number | null, (line: ClosingLine) => number | null][] = [
    ['openingMinor', (sum) => sum.openingMinor, (line) => line.opening],
    ['inMinor', (sum) => sum.inMinor, (line) => line.in],
    ['outMinor', (sum) => sum.outMinor, (line) => line.out],
    ['expectedMinor', (sum) => sum.expectedMinor, (line) => line.expected],
    ['reportedMinor', (sum) => sum.reportedMinor, (line) => line.reported],
    ['countedMinor', (sum) => sum.countedMinor, (line) => line.counted],
    ['varianceMinor', (sum) => sum.varianceMinor, varianceOf],
  ];
  for (const [name, ofSum, ofLine] of checks) {
    const said = sums.reduce((total, sum) => total + (ofSum(sum) ?? 0), 0);
    const is = lines.reduce((total, line) => total + (ofLine(line) ?? 0) * line.valueMinor, 0);
    if (said !== is) return `${name} ${said}, the lines say ${is}`;
  }
  return undefined;
}

function varianceOf({ counted, reported, expected }: ClosingLine): number | null {
  const found = counted ?? reported;
  return found === null || expected === null ? null : found - expected;
}
