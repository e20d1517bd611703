import { Fault } from '@tillbridge/shared/faults/fault';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, withTenant } from '../db/client.ts';
import { ownEntry } from './own-sessions.ts';
import { verifyPassword } from './password.ts';
import type { ShopScope } from './require-person.ts';
import { spendCode } from './spend-code.ts';
import { STEP_UP, takeTry } from './throttle.ts';

/** What a person shows to prove being there: the password, or a code of the app. */
export type Proof = { readonly password: string } | { readonly code: string };

/** Proves again who sits there; good for `PROOF_LASTS_MS` in this session. Throws `api.wrong-proof` and `api.throttled`. */
export async function stepUp(
  db: Database,
  pepper: Buffer,
  scope: ShopScope,
  proof: Proof,
  address: string,
): Promise<void> {
  await takeTry(db, STEP_UP, scope.person);
  const right = 'password' in proof ? await passwordIsRight(db, scope, proof.password) : undefined;
  // A refusal has to be written, so the verdict leaves the transaction as a value.
  const proven = await withTenant(db, scope.org, async (tx) => {
    const sure = 'code' in proof ? await spendCode(tx, pepper, scope.person, proof.code) : right === true;
    if (sure) await tx`update sessions set proven_at = now() where session_id = ${scope.session} and ended_at is null`;
    const how = 'code' in proof ? 'code' : 'password';
    await appendAudit(tx, {
      ...ownEntry(scope, address),
      action: sure ? 'session.proven' : 'session.proof-refused',
      subject: scope.session,
      refused: !sure,
      detail: { how },
    });
    return sure;
  });
  if (!proven) throw new Fault('api.wrong-proof');
}

async function passwordIsRight(db: Database, scope: ShopScope, password: string): Promise<boolean> {
  const [row] = await db.sql<{ password_hash: string | null }[]>`
    select password_hash from people where person_id = ${scope.person}`;
  return verifyPassword(row?.password_hash ?? null, password);
}
