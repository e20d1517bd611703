export interface BackOff {
  readonly firstMs: number;
  readonly mostMs: number;
}

export const REOPEN_BACK_OFF: BackOff = { firstMs: 500, mostMs: 15_000 };

/** Full jitter: anything from 0 to the doubled wait. `attempt` counts from 0, `random` is 0 … 1. Milliseconds. */
export function backOffMs(attempt: number, random: number, limits: BackOff = REOPEN_BACK_OFF): number {
  const ceiling = Math.min(limits.mostMs, limits.firstMs * 2 ** Math.min(attempt, 30));
  return Math.floor(random * (ceiling + 1));
}
