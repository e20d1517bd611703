import type { BodyOf, DataOf, Operation, ParamsOf, PathOf } from '@tillbridge/client/call-types';
import { fillPath } from '@tillbridge/client/fill-path';
import type { Problem } from '@tillbridge/shared/reads';
import { goToSignIn, renewSession } from '../live/fetch-json.ts';
import { leaveOrganization, OTHER_ORGANIZATION, organizationHeaders } from '../live/organization-here.ts';

/** Why an act was refused, by its code in the table of faults. */
export interface Refusal {
  readonly code: string;
  readonly detail?: string;
  readonly requestId?: string;
}

export type Acted<T> = { readonly done: T } | { readonly refused: Refusal };

/** What the API lets people change. */
export type ActPath = Extract<PathOf<'post'>, `/api/${string}`>;
/** A change as the API describes it: the path, its parts, and the body. */
export type ActOf<Path extends ActPath> = { readonly path: Path } & ParamsOf<Operation<'post', Path>> &
  BodyOf<Operation<'post', Path>>;
/** Any change. */
export type Act = { [Path in ActPath]: ActOf<Path> }[ActPath];
/** What is answered to a change that was made. */
export type DoneOf<Path extends ActPath> = DataOf<Operation<'post', Path>>;

/** Asks our API to change something, as the person of this page. */
export function sendAct<Path extends ActPath>({ path, params, body }: ActOf<Path>): Promise<Acted<DoneOf<Path>>> {
  return send('POST', fillPath(path, params), body);
}

export function sendDelete<Path extends PathOf<'delete'>>(
  path: Path,
): Promise<Acted<DataOf<Operation<'delete', Path>>>> {
  return send('DELETE', path);
}

/**
 * A session that ran out is renewed once. Every refusal is a value with its code; a lost line is `api.unavailable`, of
 * which nobody knows whether it was carried out.
 */
async function send<T>(method: 'POST' | 'DELETE', path: string, body?: object): Promise<Acted<T>> {
  // One key an intent: the second try after a renewed session must not act twice.
  const key = crypto.randomUUID();
  const ask = () =>
    fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        'idempotency-key': key,
        ...organizationHeaders(),
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
    if (code === OTHER_ORGANIZATION) leaveOrganization();
    return {
      refused: { code, ...(detail === undefined ? {} : { detail }), ...(requestId === undefined ? {} : { requestId }) },
    };
  } catch {
    return { refused: { code: 'api.unavailable' } };
  }
}
