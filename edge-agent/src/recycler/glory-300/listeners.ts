import type { DriverEvent } from '../driver.ts';

type Listener = (event: DriverEvent) => void;

/** Who wants to hear what a driver has to tell. */
export interface Listeners {
  on(listener: Listener): () => void;
  tell(event: DriverEvent): void;
}

export function createListeners(): Listeners {
  const all = new Set<Listener>();
  return {
    on(listener) {
      all.add(listener);
      return () => all.delete(listener);
    },
    tell(event) {
      for (const listener of all) listener(event);
    },
  };
}
