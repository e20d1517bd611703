import 'server-only';
import { type Answer, type Client, createClient } from '@tillbridge/client';
import { headers } from 'next/headers';
import { forbidden, notFound, redirect } from 'next/navigation';
import { API_URL } from '../config.ts';
import { HERE_HEADER } from '../settings/here.ts';

/** Longer than any read should take, shorter than a person waits. */
const READ_TIMEOUT_MS = 8_000;

/** Asks as the person who asked for the page. Told to wait, it does not: whoever looks at the page decides that. */
const asVisitor = createClient({
  baseUrl: API_URL,
  cookie: async () => (await headers()).get('cookie') ?? '',
  retriesMax: 0,
  fetch: (input, init) =>
    fetch(input, {
      ...init,
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(READ_TIMEOUT_MS),
    }),
});

/** What the API answered instead of the data. The message reaches the error page, so it carries code and request id only. */
export class ApiProblem extends Error {
  constructor(code: string, requestId: string) {
    super(`${code} ${requestId}`);
    this.name = 'ApiProblem';
    // Next.js shows a page its error only by digest; ours is code and request id, which are safe to show.
    Object.assign(this, { digest: `problem:${code}:${requestId}` });
  }
}

/**
 * Reads one document of the API. Nobody signed in: to the renewal of the session and from there back or to sign-in.
 * Not there or not theirs: the not-found page; not for their role: the forbidden one. Anything else throws ApiProblem.
 */
export async function callApi<Data>(read: (api: Client) => Promise<Answer<Data>>): Promise<Data> {
  const asked = await headers();
  const { data, error, response } = await read(asVisitor).catch(() => {
    throw new ApiProblem('api.unavailable', '-');
  });
  if (error === undefined) return data as Data;
  if (response.status === 401) redirect(renewalPath(asked.get(HERE_HEADER) ?? '/'));
  if (response.status === 404 || response.status === 400) notFound();
  if (error.code === 'api.forbidden') forbidden();
  throw new ApiProblem(error.code, error.requestId);
}

function renewalPath(here: string): string {
  return `/renew?next=${encodeURIComponent(here)}`;
}
