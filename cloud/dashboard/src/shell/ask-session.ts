import type { ActOf, Refusal } from '../acts/send-act.ts';
import { askOpen } from './ask-open.ts';

/** Asks for a session. Null when it was given, a ticket where a code is wanted, else why not. */
export async function askSession(
  step: ActOf<'/api/v1/session'> | ActOf<'/api/v1/session/second-step'>,
): Promise<null | Refusal | { readonly ticket: string }> {
  const acted = await askOpen(step);
  if ('refused' in acted) return acted.refused;
  return 'ticket' in acted.done ? acted.done : null;
}
