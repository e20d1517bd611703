import type { Database, Tx } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';

/** So long a version that was read is told on; a change within it is told by the receipt after the next one. */
export const VERSION_KEPT_MS = 250;
export const SHOPS_KEPT_MAX = 10_000;

interface Kept {
  readonly until: number;
  readonly version: Promise<number | undefined>;
}

const books = new WeakMap<Database, Map<string, Kept>>();

/**
 * The version that a shop should apply, as young as a receipt needs it; read once for all batches of a moment. Undefined
 * where it cannot be read: a receipt is given for custody, and is not withheld for this.
 */
export function newestVersion(db: Database, org: string, shop: string, now = Date.now()): Promise<number | undefined> {
  const book = books.get(db) ?? new Map<string, Kept>();
  books.set(db, book);
  const key = `${org} ${shop}`;
  const kept = book.get(key);
  if (kept !== undefined && kept.until > now) return kept.version;
  const version = readTenant(db, org, (tx) => readVersion(tx, org, shop)).catch(() => undefined);
  book.delete(key);
  book.set(key, { until: now + VERSION_KEPT_MS, version });
  if (book.size > SHOPS_KEPT_MAX) {
    const [oldest] = book.keys();
    if (oldest !== undefined) book.delete(oldest);
  }
  return version;
}

async function readVersion(tx: Tx, org: string, shop: string): Promise<number> {
  const [row] = await tx<{ version: number }[]>`
    select version
    from shop_configurations
    where org_id = ${org} and shop_id = ${shop}`;
  return row?.version ?? 0;
}
