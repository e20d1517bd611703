/** What somebody wants of the machine: made once, and the same until its outcome is known. */
export interface Intent {
  /** The Idempotency-Key. */
  readonly key: string;
  readonly kind: IntentKind;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly amountMinor: number;
  readonly currency: string;
  readonly begunAt: string;
}

export const INTENT_KINDS = ['sale', 'deposit', 'payout', 'exchange', 'refill', 'collection', 'recount'] as const;
export type IntentKind = (typeof INTENT_KINDS)[number];

const NAME = 'tillbridge.intent';

/** Keeps the one intent of this window over a reload, so that asking again never makes a second payout. */
export interface Intents {
  current(): Intent | undefined;
  keep(intent: Intent): void;
  /** Only when its outcome is known, or when it is certain that nothing was begun. */
  settle(key: string): void;
}

export function openIntents(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): Intents {
  return {
    current: () => parse(storage.getItem(NAME)),
    keep(intent) {
      const open = parse(storage.getItem(NAME));
      if (open !== undefined && open.key !== intent.key) throw new Error('an intent is still open');
      storage.setItem(NAME, JSON.stringify(intent));
    },
    settle(key) {
      if (parse(storage.getItem(NAME))?.key === key) storage.removeItem(NAME);
    },
  };
}

function parse(text: string | null): Intent | undefined {
  if (text === null) return undefined;
  try {
    const value = JSON.parse(text) as Intent;
    const isWhole =
      typeof value.key === 'string' && typeof value.path === 'string' && INTENT_KINDS.includes(value.kind);
    return isWhole ? value : undefined;
  } catch {
    return undefined;
  }
}
