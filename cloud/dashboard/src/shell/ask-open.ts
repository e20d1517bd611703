import type { Problem } from '@tillbridge/shared/reads';
import type { Acted, ActOf, ActPath, DoneOf } from '../acts/send-act.ts';

/** Asks something that needs nobody signed in; a refusal sends nobody away. */
export async function askOpen<Path extends ActPath>({ path, body }: ActOf<Path>): Promise<Acted<DoneOf<Path>>> {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    });
    if (answer.ok) return { done: answer.status === 204 ? undefined : await answer.json() };
    const { code = 'api.broken', requestId } = (await answer.json().catch(() => ({}))) as Partial<Problem>;
    return { refused: { code, ...(requestId === undefined ? {} : { requestId }) } };
  } catch {
    return { refused: { code: 'api.unavailable' } };
  }
}

/** What stands behind the `#` of a link in a mail. */
export function tokenHere(): string {
  return location.hash.slice(1);
}
