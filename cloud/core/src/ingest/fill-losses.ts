import { type Decider, setAsideOnce, takeLine } from './plan.ts';
import { hashAt, type Loss } from './stream-view.ts';

/**
 * Lines for places declared lost. Only the end of a loss has a hash, so lines are believed from there backwards, each
 * by the `prev` of the one after it; the others are kept beside the stream until the rest arrives.
 * `indexes`: lines of the batch whose places are missing, ascending; `from`: place of line 0.
 */
export function fillLosses(decider: Decider, from: number, indexes: readonly number[]): void {
  const filled = new Set<number>();
  for (const loss of decider.stream.losses) {
    const first = fillFrom(decider, from, loss, new Set(indexes));
    if (first === undefined) continue;
    const last = loss.openTo;
    const hashes: string[] = [];
    for (let place = first; place <= last; place += 1) {
      const index = place - from;
      takeLine(decider, index, place);
      hashes.push(decider.lines.hashOf(index));
      filled.add(index);
    }
    const before = decider.lines.line(first - from).prev ?? loss.openHash;
    decider.plan.segments.push({ first, last, hashes: hashes.join('') });
    decider.plan.fills.push({ first: loss.first, openTo: first - 1, openHash: before });
  }
  for (const index of indexes) {
    if (!filled.has(index)) setAsideOnce(decider, index, from + index, 'fact.stranded');
  }
}

/** First place of the run of lines that reaches the loss's known end; undefined when they do not reach it. */
function fillFrom(decider: Decider, from: number, loss: Loss, indexes: ReadonlySet<number>): number | undefined {
  const { lines, stream } = decider;
  if (!indexes.has(loss.openTo - from) || lines.hashOf(loss.openTo - from) !== loss.openHash) return undefined;
  let first = loss.openTo;
  while (first > loss.first) {
    const before = first - 1 - from;
    if (!indexes.has(before) || lines.line(first - from).prev !== lines.hashOf(before)) break;
    first -= 1;
  }
  if (first === loss.first) {
    const expected = hashAt(stream, first - 1);
    const { prev } = lines.line(first - from);
    return expected === undefined || prev === undefined || prev === expected ? first : undefined;
  }
  // Where the first line cannot say what came before it, the rest of the loss would lose its proof.
  while (first <= loss.openTo && lines.line(first - from).prev === undefined) first += 1;
  return first <= loss.openTo ? first : undefined;
}
