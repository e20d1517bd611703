import type { BatchEnvelope } from '@tillbridge/shared/sync';
import type { BatchLines } from './batch-lines.ts';

/** Hash that a line should have: the next line's `prev`, or `toHash` from the hash column. Undefined: nothing says. */
export function proofOf(lines: BatchLines, envelope: BatchEnvelope, index: number): string | undefined {
  if (index === lines.count - 1) return envelope.toHash;
  if (envelope.damaged?.includes(envelope.from + index + 1) === true) return undefined;
  return lines.line(index + 1).prev;
}

/** Whether its own batch says that these bytes are not what was written. */
export function isDisproved(lines: BatchLines, envelope: BatchEnvelope, index: number): boolean {
  const proof = proofOf(lines, envelope, index);
  return proof !== undefined && proof !== lines.hashOf(index);
}
