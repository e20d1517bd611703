import postgres from 'postgres';
import type { Database } from '../db/client.ts';
import { onCommitted } from '../ingest/committed.ts';

export const LIVE_CHANNEL = 'tillbridge_live';
/** After a notice the next one waits this long, and shops that ring meanwhile are told together; a lone ring waits for nothing. */
const COALESCE_MS = 15;
/** A NOTIFY payload may hold less than 8000 bytes; a pair of ids takes 74. */
const PAIRS_MAX = 100;

export interface Doorbell {
  /** Says that a shop changed; coalesced, so that it costs the same however often it rings. */
  ring(orgId: string, shopId: string): void;
  close(): Promise<void>;
}

/**
 * Rings on a connection of its own, outside every transaction: a NOTIFY inside would serialize all commits.
 * Every commit of this database's ingest rings by itself. A ring that cannot be sent is dropped: listeners also poll.
 */
export function openDoorbell(db: Database, url: string): Doorbell {
  const sql = postgres(url, { max: 1, fetch_types: false, onnotice: () => undefined });
  const rung = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let sentAtMs = 0;
  let sending: Promise<void> = Promise.resolve();

  const send = async () => {
    timer = undefined;
    sentAtMs = performance.now();
    const pairs = [...rung];
    rung.clear();
    for (let at = 0; at < pairs.length; at += PAIRS_MAX) {
      await sql`select pg_notify(${LIVE_CHANNEL}, ${pairs.slice(at, at + PAIRS_MAX).join(',')})`;
    }
  };
  const ring = (orgId: string, shopId: string) => {
    rung.add(`${orgId}:${shopId}`);
    const waitMs = Math.max(0, sentAtMs + COALESCE_MS - performance.now());
    timer ??= setTimeout(() => {
      sending = send().catch(() => undefined);
    }, waitMs);
  };
  const stop = onCommitted(db, ring);
  return {
    ring,
    close: async () => {
      stop();
      clearTimeout(timer);
      await sending;
      await sql.end({ timeout: 2 });
    },
  };
}

export interface RungShop {
  readonly orgId: string;
  readonly shopId: string;
}

/** Hears the doorbell of every process. `url` must go straight to Postgres, not through a pooler. Reconnects by itself. */
export async function listenDoorbell(
  url: string,
  fn: (shops: readonly RungShop[]) => void,
): Promise<{ close(): Promise<void> }> {
  const sql = postgres(url, { max: 1, fetch_types: false, onnotice: () => undefined });
  await sql.listen(LIVE_CHANNEL, (payload) => {
    fn(
      payload.split(',').map((pair) => {
        const [orgId = '', shopId = ''] = pair.split(':');
        return { orgId, shopId };
      }),
    );
  });
  return { close: () => sql.end({ timeout: 2 }) };
}
