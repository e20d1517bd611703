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
export async function fetchJson<T>(path: string): Promise<T> {
  let answer = await fetch(path, { headers: { accept: 'application/json' }, cache: 'no-store' });
  if (answer.status === 401 && (await renewSession())) answer = await fetch(path, { cache: 'no-store' });
  if (answer.status === 401) goToSignIn();
  if (!answer.ok) throw new ReadFailed(answer.status);
  return (await answer.json()) as T;
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

export function goToSignIn(): void {
  const here = `${location.pathname}${location.search}`;
  location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
}
