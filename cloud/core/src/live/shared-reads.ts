import type { ShopScope } from '../people/require-person.ts';
import { reachText } from './reach.ts';

interface Reading<Answer> {
  /** Whoever comes while this one waits to begin shares it. */
  next: Promise<Answer> | null;
  running: Promise<Answer>;
}

/**
 * One read for all who ask at the same time and may see the same: after a restart every dashboard comes back at once.
 * Nobody shares a read that had begun before they asked, because what changed since would be in neither.
 */
export class SharedReads<Answer> {
  readonly #read: (scope: ShopScope) => Promise<Answer>;
  readonly #readings = new Map<string, Reading<Answer>>();

  constructor(read: (scope: ShopScope) => Promise<Answer>) {
    this.#read = read;
  }

  read(scope: ShopScope): Promise<Answer> {
    const key = `${scope.org} ${reachText(scope)}`;
    const reading = this.#readings.get(key);
    if (reading === undefined) return this.#begin(key, scope);
    reading.next ??= reading.running.then(
      () => this.#begin(key, scope),
      () => this.#begin(key, scope),
    );
    return reading.next;
  }

  #begin(key: string, scope: ShopScope): Promise<Answer> {
    const running = this.#read(scope);
    const reading: Reading<Answer> = { next: null, running };
    this.#readings.set(key, reading);
    const forget = () => {
      if (this.#readings.get(key) === reading && reading.next === null) this.#readings.delete(key);
    };
    running.then(forget, forget);
    return running;
  }
}
