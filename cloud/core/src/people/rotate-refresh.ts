import { Fault } from '@tillbridge/shared/faults/fault';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { endSession } from './end-session.ts';
import { hashRefreshToken, successorOf } from './refresh-token.ts';
import type { PersonClaim } from './require-person.ts';
import type { SignedIn } from './start-session.ts';

/** For so long the immediate parent may ask again: a lost answer, or a second tab that refreshed at the same moment. */
export const REFRESH_GRACE_MS = 20_000;

interface FamilyRow {
  readonly session_id: string;
  readonly person_id: string;
  readonly org_id: string;
  readonly expires_at: Date;
  readonly dead: boolean;
}

type Verdict = 'rotated' | 'repeated' | 'replayed' | 'dead';

/**
 * Single use: spends the token and answers its successor. A spent one kills the whole family, except the immediate
 * parent of the unspent token within the grace, which gets the same successor again. Throws `api.signed-out`.
 */
export async function rotateRefresh(db: Database, pepper: Buffer, token: string, address: string): Promise<SignedIn> {
  const [family] = await db.sql<FamilyRow[]>`
    select s.session_id, s.person_id, s.org_id, s.expires_at, s.ended_at is not null or s.expires_at <= now() as dead
    from refresh_tokens t
    join sessions s on s.session_id = t.session_id
    where t.token_hash = ${hashRefreshToken(token)}`;
  if (family === undefined || family.dead) throw new Fault('api.signed-out');
  const claim = { org: family.org_id, person: family.person_id, session: family.session_id };
  const successor = successorOf(pepper, token);
  const verdict = await withTenant(db, claim.org, (tx) => spend(tx, claim, token, successor, address));
  if (verdict === 'replayed' || verdict === 'dead') throw new Fault('api.signed-out');
  return { claim, refreshToken: successor, expiresAt: family.expires_at };
}

/** The session behind a refresh token, for signing out with an access token that has run out. */
export async function sessionOfRefresh(db: Database, token: string): Promise<PersonClaim | undefined> {
  const [row] = await db.sql<{ session_id: string; person_id: string; org_id: string }[]>`
    select s.session_id, s.person_id, s.org_id
    from refresh_tokens t
    join sessions s on s.session_id = t.session_id
    where t.token_hash = ${hashRefreshToken(token)}`;
  return row && { org: row.org_id, person: row.person_id, session: row.session_id };
}

/** The kill must be committed, so this answers a verdict where it could throw. */
async function spend(tx: Tx, claim: PersonClaim, token: string, successor: string, address: string): Promise<Verdict> {
  const hash = hashRefreshToken(token);
  const nextHash = hashRefreshToken(successor);
  const [session] = await tx`
    select 1 from sessions where session_id = ${claim.session} and ended_at is null for update`;
  if (session === undefined) return 'dead';
  const spent = await tx`
    update refresh_tokens
    set spent_at = now(), successor_hash = ${nextHash}
    where token_hash = ${hash} and spent_at is null
    returning session_id`;
  if (spent.length === 1) {
    await tx`insert into refresh_tokens (token_hash, session_id) values (${nextHash}, ${claim.session})`;
    return 'rotated';
  }
  const [parent] = await tx`
    select 1
    from refresh_tokens t
    join refresh_tokens child on child.token_hash = t.successor_hash and child.spent_at is null
    where t.token_hash = ${hash}
      and t.spent_at > now() - make_interval(secs => ${REFRESH_GRACE_MS / 1000})`;
  if (parent !== undefined) return 'repeated';
  await endSession(tx, claim, 'refresh_replayed', address);
  return 'replayed';
}
