import type { Database } from '../db/client.ts';
import { listenDoorbell } from '../live/doorbell.ts';
import { evaluateAlarms, SHOPS_AT_ONCE } from './evaluate-alarms.ts';

/** Shops that ring meanwhile are looked at together. */
const LOOK_EVERY_MS = 1_000;

/**
 * Looks at shops soon after they changed. What rang while this process was away, or in a look that failed, is found by the
 * next sweep; the cost grows with the shops that rang.
 */
export async function watchShops(
  db: Database,
  url: string,
  onError: (error: unknown) => void,
): Promise<{ close(): Promise<void> }> {
  const rung = new Map<string, Set<string>>();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    timer = undefined;
    const due = [...rung];
    rung.clear();
    for (const [org, shops] of due) {
      const list = [...shops];
      for (let at = 0; at < list.length; at += SHOPS_AT_ONCE) {
        await evaluateAlarms(db, org, list.slice(at, at + SHOPS_AT_ONCE)).catch(onError);
      }
    }
    if (rung.size > 0) wake();
  };
  const wake = () => {
    timer ??= setTimeout(() => {
      looking = looking.then(look);
    }, LOOK_EVERY_MS);
  };
  const bell = await listenDoorbell(url, (shops) => {
    for (const { orgId, shopId } of shops) rung.set(orgId, (rung.get(orgId) ?? new Set()).add(shopId));
    wake();
  });
  return {
    async close() {
      await bell.close();
      clearTimeout(timer);
      await looking;
    },
  };
}
