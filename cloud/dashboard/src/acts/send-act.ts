import type { Problem } from '@tillbridge/shared/reads';
import { goToSignIn, renewSession } from '../live/fetch-json.ts';

/** Why an act was refused, by its code in the table of faults. */
export interface Refusal {
  readonly code: string;
  readonly detail?: string;
  readonly requestId?: string;
}

export type Acted<T> = { readonly done: T } | { readonly refused: Refusal };

export interface Act {
  readonly method?: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: object;
}

/**
 * Asks our API to change something, as the person of this page. A session that ran out is renewed once. Every refusal
 * is a value with its code; a lost line is `api.unavailable`, of which nobody knows whether it was carried out.
 */
export async function sendAct<T>({ method = 'POST', path, body }: Act): Promise<Acted<T>> {
  // One key an intent: the second try after a renewed session must not act twice.
  const key = crypto.randomUUID();
  const ask = () =>
    fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        'idempotency-key': key,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  try {
    let answer = await ask();
    if (answer.status === 401 && (await renewSession())) answer = await ask();
    if (answer.status === 401) goToSignIn();
    if (answer.ok) return { done: (answer.status === 204 ? undefined : await answer.json()) as T };
    const { code = 'api.broken', detail, requestId } = (await answer.json().catch(() => ({}))) as Partial<Problem>;
    return {
      refused: { code, ...(detail === undefined ? {} : { detail }), ...(requestId === undefined ? {} : { requestId }) },
    };
  } catch {
    return { refused: { code: 'api.unavailable' } };
  }
}
