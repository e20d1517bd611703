import type { DataOf, Operation, ParamsOf, PathOf } from '@tillbridge/client/call-types';
import { fillPath } from '@tillbridge/client/fill-path';
import { isElsewhere, leaveOrganization, organizationHeaders, organizationHere } from './organization-here.ts';

/** What the API answers a page whose organization the session has left. */
const CONFLICT = 409;

/** A read as the API describes it: the path and its parts. */
type Read<Path extends PathOf<'get'>> = { readonly path: Path } & ParamsOf<Operation<'get', Path>>;

export class ReadFailed extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`read failed with status ${status}`);
    this.name = 'ReadFailed';
    this.status = status;
  }
}

/**
 * Reads one JSON document of our API in the browser. A session that ran out is renewed once; where that fails too,
 * the page goes to sign-in and the promise rejects with ReadFailed.
 */
export async function fetchJson<Path extends PathOf<'get'>>({
  path,
  params,
}: Read<Path>): Promise<DataOf<Operation<'get', Path>>> {
  const ask = () =>
    fetch(fillPath(path, params), {
      headers: { accept: 'application/json', ...organizationHeaders() },
      cache: 'no-store',
    });
  let answer = await ask();
  if (answer.status === 401 && (await renewSession())) answer = await ask();
  if (answer.status === 401) goToSignIn();
  if (answer.status === CONFLICT && isElsewhere(organizationHere())) leaveOrganization();
  if (!answer.ok) throw new ReadFailed(answer.status);
  return answer.json();
}

let renewing: Promise<boolean> | null = null;

/** One renewal at a time: the refresh token is single-use and a second one at once would look like a theft. */
export function renewSession(): Promise<boolean> {
  renewing ??= fetch('/api/v1/session/refresh', { method: 'POST' })
    .then((answer) => answer.ok)
    .catch(() => false)
    .finally(() => {
      renewing = null;
    });
  return renewing;
}

let endIsWanted = false;

/** From here on the session ends because its person wants it: only the caller leads away from the page. */
export function wantEnd(): void {
  endIsWanted = true;
}

export function goToSignIn(): void {
  if (endIsWanted) return;
  const here = `${location.pathname}${location.search}`;
  if (isElsewhere(organizationHere())) leaveOrganization();
  else location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
}
