import type { Timing } from '../timing.ts';

/** Waits that can all be ended at once, so that closing the driver does not leave a loop asleep. */
export interface Pauses {
  readonly pause: (ms: number) => Promise<void>;
  /** Ends every wait; from now on there are none. */
  end(): void;
  allow(): void;
}

export function createPauses(timing: Timing): Pauses {
  const waiting = new Set<() => void>();
  let ended = false;
  return {
    pause: (ms) =>
      new Promise((resolve) => {
        if (ended) {
          resolve();
          return;
        }
        const wake = () => {
          callOff();
          waiting.delete(wake);
          resolve();
        };
        const callOff = timing.after(ms, wake);
        waiting.add(wake);
      }),
    end() {
      ended = true;
      for (const wake of [...waiting]) wake();
    },
    allow() {
      ended = false;
    },
  };
}
