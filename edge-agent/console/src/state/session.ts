import type { SignedIn } from '../api/wire.ts';

const NAME = 'tillbridge.session';

/** Who is signed in at this window; over a reload, not over its end. */
export interface KeptSession {
  current(): SignedIn | undefined;
  set(session: SignedIn | undefined): void;
}

export function keepSession(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): KeptSession {
  let now = parse(storage.getItem(NAME));
  return {
    current: () => now,
    set(session) {
      now = session;
      if (session === undefined) storage.removeItem(NAME);
      else storage.setItem(NAME, JSON.stringify(session));
    },
  };
}

function parse(text: string | null): SignedIn | undefined {
  if (text === null) return undefined;
  try {
    const value = JSON.parse(text) as SignedIn;
    return typeof value.token === 'string' && typeof value.person?.name === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
