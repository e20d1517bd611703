import { type Caller, nameOf } from './identity.ts';
import type { LocalApiParts } from './parts.ts';

/**
 * Whether a caller may be told what our books expect: while a shift is open only a person who approves closings, who no
 * longer counts blind from then on. Ask it before every answer that holds an expected figure.
 */
export function showsExpected({ shift }: Pick<LocalApiParts, 'shift'>, { person }: Caller): boolean {
  if (shift.public() === null) return true;
  if (person?.permissions.has('shift.approve') !== true) return false;
  shift.seen(nameOf(person));
  return true;
}
