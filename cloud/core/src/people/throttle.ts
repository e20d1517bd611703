import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { Database } from '../db/client.ts';

/** So many tries in so long; the counters lie in Postgres because counters in memory multiply by process. */
export interface ThrottleLimit {
  readonly name: string;
  readonly hitsMax: number;
  readonly windowMs: number;
}

const QUARTER_HOUR_MS = 15 * 60_000;

export const SIGN_IN_BY_ADDRESS: ThrottleLimit = { name: 'sign-in-address', hitsMax: 100, windowMs: QUARTER_HOUR_MS };
export const SIGN_IN_BY_EMAIL: ThrottleLimit = { name: 'sign-in-email', hitsMax: 100, windowMs: QUARTER_HOUR_MS };
/** Tight, because it locks out one e-mail from one place only: nobody can lock another person out with it. */
export const SIGN_IN_BY_BOTH: ThrottleLimit = { name: 'sign-in-both', hitsMax: 10, windowMs: QUARTER_HOUR_MS };
/** Guesses of a code by somebody who knows the password, whatever the number of sign-ins; more are taken for wrong. */
export const SECOND_STEP: ThrottleLimit = { name: 'second-step', hitsMax: 20, windowMs: 60 * 60_000 };
export const STEP_UP: ThrottleLimit = { name: 'step-up', hitsMax: 10, windowMs: QUARTER_HOUR_MS };
export const TWO_STEP_SET_UP: ThrottleLimit = { name: 'two-step-set-up', hitsMax: 20, windowMs: QUARTER_HOUR_MS };
export const INVITE_BY_ORGANIZATION: ThrottleLimit = { name: 'invite', hitsMax: 200, windowMs: 60 * 60_000 };
export const ACCEPT_BY_ADDRESS: ThrottleLimit = { name: 'accept-address', hitsMax: 60, windowMs: QUARTER_HOUR_MS };
export const FORGOTTEN_BY_ADDRESS: ThrottleLimit = {
  name: 'forgotten-address',
  hitsMax: 20,
  windowMs: QUARTER_HOUR_MS,
};
/** So few mails can be thrown at somebody by pressing a button. */
export const FORGOTTEN_BY_EMAIL: ThrottleLimit = { name: 'forgotten-email', hitsMax: 5, windowMs: 60 * 60_000 };
export const NEW_PASSWORD_BY_ADDRESS: ThrottleLimit = { name: 'new-password', hitsMax: 30, windowMs: QUARTER_HOUR_MS };
export const PAIR_BY_ADDRESS: ThrottleLimit = { name: 'pair-address', hitsMax: 30, windowMs: 10 * 60_000 };
/** Whatever the number of addresses: guesses against all codes together. */
export const PAIR_GLOBAL: ThrottleLimit = { name: 'pair-global', hitsMax: 2_000, windowMs: 10 * 60_000 };
export const KEY_BY_ADDRESS: ThrottleLimit = { name: 'key-address', hitsMax: 600, windowMs: 60_000 };

/**
 * Counts one try of `subject` and throws `api.throttled` (with `retryAfterMs`) once there are more than the limit.
 * The subject is hashed: the table holds no addresses and no e-mails.
 */
export async function takeTry(db: Database, limit: ThrottleLimit, subject: string): Promise<void> {
  const [row] = await db.sql<{ hits: number; wait_ms: number }[]>`
    insert into throttles as t (throttle_key, hits, window_ends_at)
    values (${throttleKey(limit, subject)}, 1, now() + make_interval(secs => ${limit.windowMs / 1000}))
    on conflict (throttle_key) do update set
      hits = case when t.window_ends_at <= now() then 1 else least(t.hits + 1, 1000000) end,
      window_ends_at = case when t.window_ends_at <= now() then excluded.window_ends_at else t.window_ends_at end
    returning hits, ceil(extract(epoch from window_ends_at - now()) * 1000)::integer as wait_ms`;
  if (row !== undefined && row.hits > limit.hitsMax) throw new Fault('api.throttled', { retryAfterMs: row.wait_ms });
}

/** Forgets the tries of a subject, after it proved itself. */
export async function forgetTries(db: Database, limit: ThrottleLimit, subject: string): Promise<void> {
  await db.sql`delete from throttles where throttle_key = ${throttleKey(limit, subject)}`;
}

/** An IPv6 customer holds a whole /64, so that is what counts as one address. */
export function addressGroup(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail] = address.split('::', 2);
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  while (tail !== undefined && groups.length + after.length < 8) groups.push('0');
  return `${[...groups, ...after].slice(0, 4).join(':')}::/64`;
}

function throttleKey(limit: ThrottleLimit, subject: string): string {
  return `${limit.name}:${createHash('sha256').update(subject).digest('base64url')}`;
}
