import type { Account } from '@tillbridge/shared/reads-account';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, withTenant } from '../db/client.ts';
import { endSessions } from './end-sessions.ts';
import { requireOwnProof } from './own-account.ts';
import { ownEntry } from './own-sessions.ts';
import { hashPassword } from './password.ts';
import type { ShopScope } from './require-person.ts';
import { type PasswordOwner, requireStrong } from './require-strong.ts';

export interface AccountWish {
  readonly name?: string;
  readonly language?: Account['language'];
}

/** The person's own name, and the language of mails to them. */
export function changeAccount(db: Database, scope: ShopScope, wish: AccountWish, address: string): Promise<void> {
  return withTenant(db, scope.org, async (tx) => {
    await tx`
      update people
      set name = coalesce(${wish.name ?? null}, name), language = coalesce(${wish.language ?? null}, language)
      where person_id = ${scope.person}`;
    await appendAudit(tx, {
      ...ownEntry(scope, address),
      action: 'account.changed',
      detail: { name: wish.name !== undefined, language: wish.language ?? null },
    });
  });
}

/** A new password ends every other session. Throws as `requireStrong`, and `session.of-service`. */
export async function changePassword(db: Database, scope: ShopScope, password: string, address: string): Promise<void> {
  await withTenant(db, scope.org, async (tx) => {
    const [person] = await tx<PasswordOwner[]>`select email, name from people where person_id = ${scope.person}`;
    if (person !== undefined) await requireStrong(tx, scope.org, password, person);
  });
  const hash = await hashPassword(password);
  await withTenant(db, scope.org, async (tx) => {
    await requireOwnProof(tx, scope);
    await tx`update people set password_hash = ${hash}, password_set_at = now() where person_id = ${scope.person}`;
    const ended = await endSessions(tx, { person: scope.person, except: scope.session, because: 'password_changed' });
    await appendAudit(tx, { ...ownEntry(scope, address), action: 'password.changed', detail: { ended } });
  });
}
