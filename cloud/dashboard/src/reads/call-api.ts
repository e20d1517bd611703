import 'server-only';
import type { Problem } from '@tillbridge/shared/reads';
import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { API_URL } from '../config.ts';
import { HERE_HEADER } from '../settings/here.ts';

/** Longer than any read should take, shorter than a person waits. */
const READ_TIMEOUT_MS = 8_000;

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
 * Reads one document of the API as the person who asked for the page. Nobody signed in: to the renewal of the session
 * and from there back or to sign-in. Not there or not theirs: the not-found page. Anything else throws ApiProblem.
 */
export async function callApi<T>(path: string): Promise<T> {
  const asked = await headers();
  const answer = await ask(path, asked.get('cookie') ?? '');
  if (answer.ok) return (await answer.json()) as T;
  if (answer.status === 401) redirect(renewalPath(asked.get(HERE_HEADER) ?? '/'));
  if (answer.status === 404 || answer.status === 400) notFound();
  const problem = (await answer.json().catch(() => ({}))) as Partial<Problem>;
  throw new ApiProblem(
    problem.code ?? `http.${answer.status}`,
    problem.requestId ?? answer.headers.get('x-request-id') ?? '-',
  );
}

async function ask(path: string, cookie: string): Promise<Response> {
  try {
    return await fetch(`${API_URL}${path}`, {
      headers: { accept: 'application/json', cookie },
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(READ_TIMEOUT_MS),
    });
  } catch {
    throw new ApiProblem('api.unavailable', '-');
  }
}

function renewalPath(here: string): string {
  return `/renew?next=${encodeURIComponent(here)}`;
}
