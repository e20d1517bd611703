/** All waiting of a simulated machine, faster than life where asked, and called off together when its power fails. */
export interface Timers {
  after(ms: number, run: () => void): void;
  callOff(): void;
}

export function createTimers(speed: number): Timers {
  const running = new Set<NodeJS.Timeout>();
  return {
    after(ms, run) {
      const timer = setTimeout(() => {
        running.delete(timer);
        run();
      }, ms / speed);
      running.add(timer);
    },
    callOff() {
      for (const timer of running) clearTimeout(timer);
      running.clear();
    },
  };
}
