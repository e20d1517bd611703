import type { Database } from '../db/client.ts';

/** So many batches may wait for a connection before their agents are asked to come later. */
export const WAITING_MAX = 16;
/** What one waiting batch adds to the wait of all: about the time the database needs for it. */
export const WAIT_EACH_MS = 20;
export const RETRY_AFTER_MAX_MS = 30_000;

const loads = new WeakMap<Database, IngestLoad>();

/** The batches this process is working on; those beyond the connections of its pool wait. */
export class IngestLoad {
  readonly #connections: number;
  #underWay = 0;

  constructor(connections: number) {
    this.#connections = connections;
  }

  /** Counts a batch for as long as it takes. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#underWay += 1;
    try {
      return await work();
    } finally {
      this.#underWay -= 1;
    }
  }

  /**
   * How long an agent should wait before its next batch, in milliseconds; undefined while there is room. Half of it is
   * chance (`random` in [0, 1)), so that those who are sent away together do not come back together.
   */
  retryAfterMs(random: number): number | undefined {
    const over = this.#underWay - this.#connections - WAITING_MAX;
    if (over <= 0) return undefined;
    return Math.ceil(Math.min(RETRY_AFTER_MAX_MS, over * WAIT_EACH_MS) * (0.5 + random / 2));
  }
}

export function ingestLoadOf(db: Database): IngestLoad {
  let load = loads.get(db);
  if (load === undefined) {
    load = new IngestLoad(db.sql.options.max);
    loads.set(db, load);
  }
  return load;
}
