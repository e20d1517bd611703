import type { TransactionRow } from '@tillbridge/shared/reads';

/** Facts may be received a little before their commit shows them: so far back a push looks again. */
const LOOK_BACK_MS = 30_000;

/** What was already said about one shop, and whether somebody is reading it just now. */
export class ShopTopic {
  readonly org: string;
  readonly shop: string;
  running = false;
  /** Rung while a read was under way: read once more, however often it rang. */
  rungAgain = false;
  /** The last tile said: heard when, and shown as silent or not. */
  lastHeardAt: string | null = null;
  silent = false;
  #said = new Map<string, number>();

  constructor(org: string, shop: string) {
    this.org = org;
    this.shop = shop;
  }

  since(now: Date): Date {
    return new Date(now.getTime() - LOOK_BACK_MS);
  }

  /** The arrivals that were not said before; remembers them for as long as a push looks back. */
  takeNew(arrivals: readonly TransactionRow[], nowMs: number): TransactionRow[] {
    for (const [id, at] of this.#said) if (nowMs - at > 2 * LOOK_BACK_MS) this.#said.delete(id);
    const fresh = arrivals.filter((row) => !this.#said.has(row.id));
    for (const row of fresh) this.#said.set(row.id, nowMs);
    return fresh;
  }
}
