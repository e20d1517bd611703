import { createHash, timingSafeEqual } from 'node:crypto';
import { COUNTER_PERMISSIONS, type CounterPermission } from '@tillbridge/shared/permissions';
import type { TillConfig } from '../config/agent-config.ts';

/** A program at the counter, known by its bearer token. */
export interface Till {
  readonly name: string;
  readonly permissions: ReadonlySet<CounterPermission>;
}

export interface Tills {
  find(token: string): Till | undefined;
}

const FIRST_TILL = 'till';
/** What the till of `secrets/local-api.token` may do by itself: sell, change and pay; not empty, service or configure. */
const FIRST_TILL_MAY: readonly CounterPermission[] = ['machine.see', 'machine.exchange', 'machine.withdraw'];

/** The tills of this PC: the first by the token in its file, the others by the hashes in the configuration. */
export function openTills(firstToken: string, others: readonly TillConfig[]): Tills {
  const known = [
    { name: FIRST_TILL, hash: sha256(firstToken), permissions: new Set(FIRST_TILL_MAY) },
    ...others.map(({ name, tokenHash, permissions }) => {
      return { name, hash: Buffer.from(tokenHash, 'hex'), permissions: new Set(permissions) };
    }),
  ];
  return {
    find(token) {
      if (token === '') return undefined;
      const hash = sha256(token);
      // All of them, so that the time of the answer does not tell which one was nearly right.
      const found = known.filter((till) => timingSafeEqual(till.hash, hash));
      return found.length === 1 ? found[0] : undefined;
    },
  };
}

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest();

export const isCounterPermission = (word: string): word is CounterPermission =>
  (COUNTER_PERMISSIONS as readonly string[]).includes(word);
