import { Fault } from '@tillbridge/shared/faults/fault';
import type { TwoStepSetUp } from '@tillbridge/shared/reads-account';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, withTenant } from '../db/client.ts';
import { drawQr } from '../qr/draw-qr.ts';
import { seal } from '../secrets/seal.ts';
import { requireOwnProof } from './own-account.ts';
import { ownEntry } from './own-sessions.ts';
import { replaceRecoveryCodes } from './recovery-codes.ts';
import type { ShopScope } from './require-person.ts';
import { spendCode, twoStepContext } from './spend-code.ts';
import { TWO_STEP_SET_UP, takeTry } from './throttle.ts';
import { newTotpSecret, totpUri } from './totp.ts';

/** What a person gets to see once, to keep on paper. */
export interface RecoveryCodes {
  readonly recoveryCodes: readonly string[];
}

/**
 * A new secret for the person's app; it counts for nothing until a code of it was given. Throws `account.two-step-on`.
 * This and all that follows: `session.of-service`.
 */
export function beginTwoStep(db: Database, pepper: Buffer, scope: ShopScope): Promise<TwoStepSetUp> {
  const secret = newTotpSecret();
  const sealed = seal(pepper, twoStepContext(scope.person), secret);
  return withTenant(db, scope.org, async (tx) => {
    await requireOwnProof(tx, scope);
    const [person] = await tx<{ email: string }[]>`select email from people where person_id = ${scope.person}`;
    const begun = await tx`
      insert into two_steps as t (person_id, secret_sealed)
      values (${scope.person}, ${sealed})
      on conflict (person_id) do update
        set secret_sealed = excluded.secret_sealed, last_step = 0, created_at = now()
        where t.confirmed_at is null
      returning 1`;
    if (begun.length === 0) throw new Fault('account.two-step-on');
    const uri = totpUri(secret, person?.email ?? '');
    return { secret, uri, qr: drawQr(uri) };
  });
}

/** The first code of the app turns the second step on. Throws `api.wrong-proof`, and `api.throttled`. */
export async function confirmTwoStep(
  db: Database,
  pepper: Buffer,
  scope: ShopScope,
  code: string,
  address: string,
): Promise<RecoveryCodes> {
  await takeTry(db, TWO_STEP_SET_UP, scope.person);
  return withTenant(db, scope.org, async (tx) => {
    await requireOwnProof(tx, scope);
    if (!(await spendCode(tx, pepper, scope.person, code, false))) throw new Fault('api.wrong-proof');
    await tx`update two_steps set confirmed_at = now() where person_id = ${scope.person}`;
    await appendAudit(tx, { ...ownEntry(scope, address), action: 'two-step.on' });
    return { recoveryCodes: await replaceRecoveryCodes(tx, pepper, scope.person) };
  });
}

/** Throws `account.two-step-off`, and `account.two-step-required` where a role of the person asks for it. */
export function endTwoStep(db: Database, scope: ShopScope, address: string): Promise<void> {
  return withTenant(db, scope.org, async (tx) => {
    await requireOwnProof(tx, scope);
    const [role] = await tx<{ required: boolean }[]>`
      select r.two_step_required as required
      from memberships m
      join roles r on r.org_id = m.org_id and r.role_id = m.role_id
      where m.org_id = ${scope.org} and m.person_id = ${scope.person}`;
    if (role?.required === true) throw new Fault('account.two-step-required');
    const ended = await tx`
      delete from two_steps where person_id = ${scope.person} and confirmed_at is not null returning 1`;
    if (ended.length === 0) throw new Fault('account.two-step-off');
    await tx`delete from recovery_codes where person_id = ${scope.person}`;
    await appendAudit(tx, { ...ownEntry(scope, address), action: 'two-step.off' });
  });
}

/** New recovery codes; the old ones, spent or not, are void. Throws `account.two-step-off`. */
export function renewRecoveryCodes(
  db: Database,
  pepper: Buffer,
  scope: ShopScope,
  address: string,
): Promise<RecoveryCodes> {
  return withTenant(db, scope.org, async (tx) => {
    await requireOwnProof(tx, scope);
    const [on] = await tx`
      select 1 from two_steps where person_id = ${scope.person} and confirmed_at is not null for update`;
    if (on === undefined) throw new Fault('account.two-step-off');
    await appendAudit(tx, { ...ownEntry(scope, address), action: 'recovery-codes.renewed' });
    return { recoveryCodes: await replaceRecoveryCodes(tx, pepper, scope.person) };
  });
}
