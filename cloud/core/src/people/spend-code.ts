import type { Tx } from '../db/client.ts';
import { unseal } from '../secrets/seal.ts';
import { stepOfCode } from './totp.ts';

export function twoStepContext(person: string): string {
  return `two-step ${person}`;
}

/**
 * Whether `code` is one of the person's app right now, spent by asking: a code that was seen over a shoulder opens
 * nothing a second time, and of two that come at once one is refused. `confirmed` false asks one that is being set up.
 */
export async function spendCode(
  tx: Tx,
  pepper: Buffer,
  person: string,
  code: string,
  confirmed = true,
): Promise<boolean> {
  const [row] = await tx<{ secret_sealed: Buffer }[]>`
    select secret_sealed
    from two_steps
    where person_id = ${person} and (confirmed_at is not null) = ${confirmed}`;
  if (row === undefined) return false;
  const step = stepOfCode(unseal(pepper, twoStepContext(person), row.secret_sealed), code, Date.now());
  if (step === null) return false;
  const taken = await tx`
    update two_steps set last_step = ${step} where person_id = ${person} and last_step < ${step} returning 1`;
  return taken.length === 1;
}
