import type { Pointer } from './pointer.ts';

/** What a start says about versions, in the fact of the start: that it is a trial, or that the last one failed. */
export function startWords({ trial, failed }: Pointer, slot: string | undefined): string | undefined {
  if (slot === undefined) return undefined;
  if (trial?.slot === slot) return `${slot} on trial, start ${trial.starts}`;
  const [last] = failed;
  return last === undefined ? slot : `${slot}; gave up ${last.slot} at ${last.at}: ${last.reason}`;
}
