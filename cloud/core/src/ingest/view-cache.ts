import type { BatchEnvelope } from '@tillbridge/shared/sync';
import type { Database } from '../db/client.ts';
import type { AgentClaim } from '../keys/require-agent.ts';
import type { Plan } from './plan.ts';
import type { StreamView } from './stream-view.ts';

const STREAMS_MAX = 10_000;
const caches = new WeakMap<Database, ViewCache>();

export function viewCacheOf(db: Database): ViewCache {
  let cache = caches.get(db);
  if (cache === undefined) {
    cache = new ViewCache();
    caches.set(db, cache);
  }
  return cache;
}

/**
 * What this process last knew of each stream: a guess that saves a round trip. It decides nothing by itself, because a
 * plan made on it is carried out only if revision, incarnation, key and machines are still the same under the lock.
 */
export class ViewCache {
  readonly #views = new Map<string, StreamView>();

  /** The guess, where it is enough for this batch: it begins exactly after the high water, with the start that holds it. */
  take(claim: AgentClaim, envelope: BatchEnvelope): StreamView | undefined {
    const view = this.#views.get(keyOf(claim, envelope.epoch));
    const stream = view?.stream;
    if (stream === undefined || envelope.tail === true || envelope.incarnation !== view?.incarnation) return undefined;
    const isNext = envelope.from === stream.highWater + 1 && envelope.to >= envelope.from;
    return isNext && envelope.start.number === stream.start.number && envelope.start.nonce === stream.start.nonce
      ? view
      : undefined;
  }

  put(claim: AgentClaim, epoch: string, view: StreamView, plan: Plan, revision: number | undefined): void {
    const key = keyOf(claim, epoch);
    this.#views.delete(key);
    const { stream } = view;
    // A stream with quarantine or losses is read afresh each time: what matters of them depends on the batch.
    if (stream === undefined || revision === undefined || plan.setAside.length > 0 || plan.losses.length > 0) return;
    if (stream.hasQuarantine || stream.losses.length > 0) return;
    const { highWater, highWaterHash } = plan;
    this.#views.set(key, {
      ...view,
      stream: { ...stream, revision, highWater, highWaterHash, segments: [], quarantined: new Map() },
    });
    if (this.#views.size > STREAMS_MAX) {
      const [oldest] = this.#views.keys();
      if (oldest !== undefined) this.#views.delete(oldest);
    }
  }
}

function keyOf(claim: AgentClaim, epoch: string): string {
  return `${claim.org} ${claim.agent} ${epoch}`;
}
