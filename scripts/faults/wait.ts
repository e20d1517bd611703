/** Waits until `ready` gives something other than undefined; throws with `what` after `withinMs`. */
export async function until<T>(
  what: string,
  withinMs: number,
  ready: () => Promise<T | undefined> | T | undefined,
  everyMs = 10,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await ready();
    if (value !== undefined) return value;
    if (performance.now() > deadline) throw new WaitedTooLong(what, withinMs);
    await pause(everyMs);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export class WaitedTooLong extends Error {
  constructor(what: string, withinMs: number) {
    super(`waited ${withinMs} ms in vain: ${what}`);
    this.name = 'WaitedTooLong';
  }
}
