import type { PlanLine } from './plan-unit.ts';

/** Lines in portions that an outlet can hold, in their order; none has more than `piecesMax` pieces (1 or more). */
export function inBatches(lines: readonly PlanLine[], piecesMax: number): readonly (readonly PlanLine[])[] {
  const batches: PlanLine[][] = [];
  let room = 0;
  for (const line of lines) {
    for (let rest = line.pieces; rest > 0; ) {
      if (room === 0) {
        batches.push([]);
        room = piecesMax;
      }
      const pieces = Math.min(rest, room);
      batches.at(-1)?.push({ ...line, pieces });
      room -= pieces;
      rest -= pieces;
    }
  }
  return batches;
}
