import { type CashKind, type CashLine, sumLines } from '@tillbridge/shared/cash';
import { type Settlement, SUMS_DIFFER, unproven } from './settle.ts';

/**
 * What hands did at an idle machine, told by its stock before and after. A refill brings and a collection takes; whatever
 * goes the other way, or is not what was declared, is for a person to count. `interrupted`: nobody said that it was done.
 */
export function settleHand(
  kind: CashKind,
  lines: readonly CashLine[],
  { declaredMinor, interrupted }: { readonly declaredMinor: number; readonly interrupted: boolean },
): Settlement {
  if (lines.length === 0 && declaredMinor === 0) return { outcome: 'cancelled', lines, owedMinor: 0 };
  const way = kind === 'collection' ? 'out' : 'in';
  const movedMinor = sumLines(lines, way);
  if (interrupted) return unproven('stopped in the middle', lines);
  const plain = lines.every((line) => line.direction === way) && (declaredMinor === 0 || declaredMinor === movedMinor);
  if (plain) return { outcome: 'completed', lines, owedMinor: 0 };
  const evidence = `declared ${declaredMinor}, in ${sumLines(lines, 'in')}, out ${sumLines(lines, 'out')}`;
  return { outcome: 'unknown', lines, owedMinor: 0, reason: SUMS_DIFFER, evidence };
}
