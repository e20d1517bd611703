import type { Tx } from '../db/client.ts';
import { SESSION_ENDS_CHANNEL } from '../live/session-ends.ts';

export interface SessionsWish {
  readonly person: string;
  /** Only those in this organization; left out, wherever the person is signed in. */
  readonly org?: string;
  readonly only?: string;
  readonly except?: string;
  readonly because: 'ended_by_person' | 'ended_by_administrator' | 'person_removed' | 'password_changed';
}

/**
 * Ends sessions with their refresh tokens; every process closes their open sockets when this commits. Answers how many.
 * The caller writes the trail, because only it knows who did this and why.
 */
export async function endSessions(tx: Tx, wish: SessionsWish): Promise<number> {
  const { person, org = null, only = null, except = null, because } = wish;
  const ended = await tx<{ session_id: string }[]>`
    update sessions
    set ended_at = now(), ended_because = ${because}
    where person_id = ${person}
      and (${org}::uuid is null or org_id = ${org}::uuid)
      and (${only}::uuid is null or session_id = ${only}::uuid)
      and (${except}::uuid is null or session_id <> ${except}::uuid)
      and ended_at is null
    returning session_id`;
  const ids = ended.map((row) => row.session_id);
  await tx`select pg_notify(${SESSION_ENDS_CHANNEL}, id) from unnest(${ids}::text[]) id`;
  return ids.length;
}
