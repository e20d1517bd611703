/** So many large batches are read and stored at once: enough to keep both cores and the disk at work. */
const AT_ONCE_MAX = 4;
/** Compressed. What a shop at work sends is far below it, what a shop that comes back sends is above. */
export const HEAVY_BYTES_MIN = 8_192;

/**
 * Large batches wait for each other here, still compressed and in the order they came; small ones pass by. Else a
 * hundred shops that come back together would keep waiting those that sell.
 */
export class HeavyLane {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** Runs `work` when its turn comes; `bytes` is the size as sent. Throws what `work` throws. */
  async run<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    if (bytes < HEAVY_BYTES_MIN) return work();
    if (this.#running >= AT_ONCE_MAX) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // Who follows takes the place over, so that nobody slips in between.
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
