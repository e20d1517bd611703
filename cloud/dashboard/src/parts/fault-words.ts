import type { Say } from '../words/say.ts';

/** The meaning of a fault from the one table, without its full stop; a code the table lacks stands for itself. */
export function faultWord(code: string, say: Say): string {
  return (say.fault(code)?.[0] ?? code).replace(/\.$/, '');
}

/** What to do about it; empty where the table does not say. */
export function faultRemedy(code: string, say: Say): string {
  return say.fault(code)?.[1] ?? '';
}

/** Whether a fault means that pieces are stuck, which is drawn with a cross. */
export function isJam(code: string): boolean {
  return code.includes('jam');
}
