import { randomBytes, randomUUID } from 'node:crypto';
import type { SessionRows } from '@tillbridge/shared/reads-account';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withPerson, withTenant } from '../db/client.ts';
import { ownMemberships } from './own-memberships.ts';
import { hashRefreshToken } from './refresh-token.ts';
import type { PersonClaim } from './require-person.ts';

/** A session ends after this long even when it is used every day. */
export const SESSION_LASTS_MS = 30 * 24 * 60 * 60_000;

export interface SignedIn {
  readonly claim: PersonClaim;
  readonly refreshToken: string;
  readonly expiresAt: Date;
}

/** One that began with a sign-in: whether there is an organization to choose. */
export interface Arrived extends SignedIn {
  readonly chooses: boolean;
}

export interface NewSession {
  readonly org: string;
  readonly person: string;
  readonly cameBy: SessionRows['rows'][number]['cameBy'];
  readonly address: string;
  readonly userAgent: string;
}

/** What a session keeps of the one it follows. */
export interface Followed {
  readonly expiresAt: Date;
}

/** A new session id at every sign-in: one that was planted before stays worthless. */
export function startSession(db: Database, wish: NewSession): Promise<SignedIn> {
  return withTenant(db, wish.org, (tx) => insertSession(tx, wish));
}

/** The same inside the transaction of what led to it. */
export async function insertSession(tx: Tx, wish: NewSession): Promise<SignedIn> {
  const signedIn = await writeSession(tx, wish);
  await appendAudit(tx, {
    org: wish.org,
    actorKind: 'person',
    actor: wish.person,
    action: 'session.started',
    subject: signedIn.claim.session,
    address: wish.address,
    detail: { by: wish.cameBy },
  });
  return signedIn;
}

/**
 * Session and refresh token alone; the trail is the caller's. One that follows another ends when that would have ended,
 * and nobody has proved in it who sits there.
 */
export async function writeSession(tx: Tx, wish: NewSession, followed?: Followed): Promise<SignedIn> {
  const { org, person, cameBy, address } = wish;
  const session = randomUUID();
  const refreshToken = randomBytes(32).toString('base64url');
  const expiresAt = followed?.expiresAt ?? new Date(Date.now() + SESSION_LASTS_MS);
  const provenAt = followed === undefined ? tx`now()` : tx`'epoch'`;
  await tx`
    insert into sessions (session_id, person_id, org_id, expires_at, user_agent, address, came_by, proven_at)
    values (${session}, ${person}, ${org}, ${expiresAt}, ${wish.userAgent.slice(0, 400)}, ${address.slice(0, 64)},
      ${cameBy}, ${provenAt})`;
  await tx`insert into refresh_tokens (token_hash, session_id) values (${hashRefreshToken(refreshToken)}, ${session})`;
  return { claim: { org, person, session }, refreshToken, expiresAt };
}

/** Where a person arrives: the organization they chose last, else the one that took them in first. */
export async function homeOrganization(
  db: Database,
  person: string,
): Promise<{ readonly org: string; readonly several: boolean } | undefined> {
  const [org, other] = await withPerson(db, person, (tx) => ownMemberships(tx, person));
  return org === undefined ? undefined : { org, several: other !== undefined };
}
