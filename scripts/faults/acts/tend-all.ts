import type { Copy } from '../copy.ts';

const PRUNED_AFTER_DAYS = 100;

/** So much later that everything acknowledged is due to be pruned; housekeeping is bounded, so it is called some times. */
export async function tendAll(copy: Copy): Promise<void> {
  for (let times = 0; times < 3; times++) await copy.tend(PRUNED_AFTER_DAYS);
}
