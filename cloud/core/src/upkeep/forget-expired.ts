import type { Database } from '../db/client.ts';

/** A refresh token is kept this long past its session, so that a late replay is still recognized. */
const SPENT_TOKEN_DAYS = 7;

export interface Forgotten {
  readonly throttles: number;
  readonly sessionsEnded: number;
  readonly refreshTokens: number;
  readonly challenges: number;
  readonly resets: number;
}

/** Removes throttle windows that are over, ends sessions past their time and drops their refresh tokens. May be repeated. */
export async function forgetExpired(db: Database): Promise<Forgotten> {
  const throttles = await db.sql`delete from throttles where window_ends_at < now()`;
  const sessions = await db.sql`
    update sessions
    set ended_at = expires_at, ended_because = 'expired'
    where ended_at is null and expires_at < now()`;
  const tokens = await db.sql`
    delete from refresh_tokens
    using sessions
    where sessions.session_id = refresh_tokens.session_id
      and sessions.expires_at < now() - make_interval(days => ${SPENT_TOKEN_DAYS})`;
  const challenges = await db.sql`delete from sign_in_challenges where expires_at < now()`;
  const resets = await db.sql`delete from password_resets where expires_at < now()`;
  return {
    resets: resets.count,
    challenges: challenges.count,
    throttles: throttles.count,
    sessionsEnded: sessions.count,
    refreshTokens: tokens.count,
  };
}
