/** A wait that ends by time, by a wake, or for good. */
export interface Pause {
  /** Resolves after `ms`, or sooner when woken and `wakeable`. */
  wait(ms: number, wakeable: boolean): Promise<void>;
  /** `surely` also ends one that is not wakeable. */
  wake(surely?: boolean): void;
  end(): void;
}

export function openPause(): Pause {
  let finish: (() => void) | undefined;
  let [listening, over] = [false, false];
  return {
    wait(ms, wakeable) {
      if (over) return Promise.resolve();
      listening = wakeable;
      return new Promise((resolve) => {
        const timer = setTimeout(() => finish?.(), ms);
        finish = () => {
          clearTimeout(timer);
          finish = undefined;
          resolve();
        };
      });
    },
    wake(surely = false) {
      if (listening || surely) finish?.();
    },
    end() {
      over = true;
      finish?.();
    },
  };
}
