import type { Refusal } from '../acts/send-act.ts';
import { askOpen } from './ask-open.ts';

/** Asks for a session. Null when it was given, a ticket where a code is wanted, else why not. */
export async function askSession(
  step: '' | '/second-step',
  body: object,
): Promise<null | Refusal | { readonly ticket: string }> {
  const acted = await askOpen<{ readonly ticket?: string }>(`/api/v1/session${step}`, body);
  if ('refused' in acted) return acted.refused;
  const { ticket } = acted.done;
  return ticket === undefined ? null : { ticket };
}
