import { randomBytes, randomUUID } from 'node:crypto';
import type { SessionRows } from '@tillbridge/shared/reads-account';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withPerson, withTenant } from '../db/client.ts';
import { hashRefreshToken } from './refresh-token.ts';
import type { PersonClaim } from './require-person.ts';

/** A session ends after this long even when it is used every day. */
export const SESSION_LASTS_MS = 30 * 24 * 60 * 60_000;

export interface SignedIn {
  readonly claim: PersonClaim;
  readonly refreshToken: string;
  readonly expiresAt: Date;
}

export interface NewSession {
  readonly org: string;
  readonly person: string;
  readonly cameBy: SessionRows['rows'][number]['cameBy'];
  readonly address: string;
  readonly userAgent: string;
}

/** A new session id at every sign-in: one that was planted before stays worthless. */
export function startSession(db: Database, wish: NewSession): Promise<SignedIn> {
  return withTenant(db, wish.org, (tx) => insertSession(tx, wish));
}

/** The same inside the transaction of what led to it. */
export async function insertSession(tx: Tx, wish: NewSession): Promise<SignedIn> {
  const { org, person, cameBy, address } = wish;
  const session = randomUUID();
  const refreshToken = randomBytes(32).toString('base64url');
  const expiresAt = new Date(Date.now() + SESSION_LASTS_MS);
  await tx`
    insert into sessions (session_id, person_id, org_id, expires_at, user_agent, address, came_by)
    values (${session}, ${person}, ${org}, ${expiresAt}, ${wish.userAgent.slice(0, 400)}, ${address.slice(0, 64)}, ${cameBy})`;
  await tx`insert into refresh_tokens (token_hash, session_id) values (${hashRefreshToken(refreshToken)}, ${session})`;
  await appendAudit(tx, {
    org,
    actorKind: 'person',
    actor: person,
    action: 'session.started',
    subject: session,
    address,
    detail: { by: cameBy },
  });
  return { claim: { org, person, session }, refreshToken, expiresAt };
}

/** Where a person who belongs to several arrives: the organization that took them in first. */
export async function firstOrganization(db: Database, person: string): Promise<string | undefined> {
  const [row] = await withPerson(
    db,
    person,
    (tx) => tx<{ org_id: string }[]>`
      select org_id from memberships where person_id = ${person} and removed_at is null order by created_at, org_id limit 1`,
  );
  return row?.org_id;
}
