import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { People, Person } from './people.ts';

/** A console that nobody touches signs its person out. */
export const IDLE_MS = 10 * 60_000;
/** Nobody works longer than this without typing the PIN again. */
export const LONGEST_MS = 12 * 3_600_000;
export const SESSIONS_MAX = 64;
const TOKEN_BYTES = 32;
const PREFIX = 'tbs_';

interface Session {
  readonly person: string;
  /** A new PIN ends the sessions of the old one. */
  readonly verifier: string;
  readonly begunMs: number;
  usedMs: number;
}

/** Who is signed in on this PC. In memory: after a restart everybody types the PIN again. */
export interface Sessions {
  begin(person: Person): { readonly token: string; readonly idleMs: number };
  /** The person of a token as configured now; undefined when it is not one, ran out, or the person was disabled. */
  find(token: string): Person | undefined;
  /** Whether `find` would answer a person, without counting as use. */
  isLive(token: string): boolean;
  end(token: string): void;
}

export function openSessions(people: Pick<People, 'current'>, clock: Pick<Clock, 'monotonicMs'>): Sessions {
  /** By hash, so that no memory dump or log of keys is a set of tokens. */
  const sessions = new Map<string, Session>();
  const keyOf = (token: string) => createHash('sha256').update(token).digest('base64url');
  const isOver = (session: Session, now: number) =>
    now - session.usedMs > IDLE_MS || now - session.begunMs > LONGEST_MS;

  function makeRoom(now: number): void {
    for (const [key, session] of sessions) if (isOver(session, now)) sessions.delete(key);
    const oldest = [...sessions].sort(([, a], [, b]) => a.usedMs - b.usedMs);
    for (const [key] of oldest.slice(0, Math.max(0, sessions.size - SESSIONS_MAX + 1))) sessions.delete(key);
  }

  function look(token: string): { readonly session: Session; readonly person: Person } | undefined {
    const key = keyOf(token);
    const session = sessions.get(key);
    if (session === undefined) return undefined;
    const current = people.current(session.person);
    if (!isOver(session, clock.monotonicMs()) && current?.verifier === session.verifier)
      return { session, person: current.person };
    sessions.delete(key);
    return undefined;
  }

  return {
    begin(person) {
      const now = clock.monotonicMs();
      makeRoom(now);
      const token = `${PREFIX}${randomBytes(TOKEN_BYTES).toString('base64url')}`;
      const verifier = people.current(person.id)?.verifier ?? '';
      sessions.set(keyOf(token), { person: person.id, verifier, begunMs: now, usedMs: now });
      return { token, idleMs: IDLE_MS };
    },
    find(token) {
      const found = look(token);
      if (found !== undefined) found.session.usedMs = clock.monotonicMs();
      return found?.person;
    },
    isLive: (token) => look(token) !== undefined,
    end: (token) => void sessions.delete(keyOf(token)),
  };
}
