import type { ActOf, Refusal } from '../acts/send-act.ts';
import { askOpen } from './ask-open.ts';

/**
 * Asks for a session. Where it was given, whether there is an organization to choose; a ticket where a code is wanted;
 * else why not.
 */
export async function askSession(
  step: ActOf<'/api/v1/session'> | ActOf<'/api/v1/session/second-step'>,
): Promise<{ readonly chooses: boolean } | Refusal | { readonly ticket: string }> {
  const acted = await askOpen(step);
  return 'refused' in acted ? acted.refused : acted.done;
}

/** Where a page that was wanted is reached from a sign-in. */
export function onwardTo(next: string, chooses: boolean): string {
  return chooses ? `/choose-organization?next=${encodeURIComponent(next)}` : next;
}
