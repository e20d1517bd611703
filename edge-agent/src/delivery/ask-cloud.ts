import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { CloudFetch } from './cloud-fetch.ts';
import type { Refusal } from './judge-refusal.ts';

/** No answer within this time is no answer: whether the cloud took it is then unknown. */
export const ANSWER_WITHIN_MS = 30_000;

export interface CloudRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: Uint8Array<ArrayBuffer> | string;
}
export type Answer<T> = { readonly value: T } | { readonly refused: Refusal };

export interface CloudLine {
  readonly url: string;
  readonly fetch: CloudFetch;
  readonly answerWithinMs: number;
  /** Ends what is in flight when the delivery stops. */
  readonly stopped: AbortSignal;
}

const UNANSWERED = { refused: { refusal: 'unanswered' } } as const;

/** A question whose answer has this form. Anything else that comes, or nothing, is a refusal; it never throws. */
export function question<S extends TSchema>(
  schema: S,
): (line: CloudLine, request: CloudRequest) => Promise<Answer<Static<S>>> {
  const form = Compile(schema);
  return async (line, request) => {
    const heard = await exchange(line, request);
    if (heard === undefined) return UNANSWERED;
    if (heard.status !== 200 && heard.status !== 201) return { refused: refusalOf(heard) };
    const value = parse(heard.text);
    // A portal of the provider or a proxy that answers 200 with a page has not taken custody of anything.
    return form.Check(value) ? { value: value as Static<S> } : UNANSWERED;
  };
}

interface Heard {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
}

async function exchange(line: CloudLine, request: CloudRequest): Promise<Heard | undefined> {
  const limit = new AbortController();
  const end = () => limit.abort();
  const timer = setTimeout(end, line.answerWithinMs);
  line.stopped.addEventListener('abort', end, { once: true });
  if (line.stopped.aborted) end();
  const { method, headers = {}, body } = request;
  const init = { method, headers, signal: limit.signal, ...(body === undefined ? {} : { body }) };
  try {
    return await Promise.race([listen(line, init, request.path), ended(limit.signal)]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    line.stopped.removeEventListener('abort', end);
  }
}

async function listen(line: CloudLine, init: Parameters<CloudFetch>[1], path: string): Promise<Heard> {
  const response = await line.fetch(`${line.url}${path}`, init);
  const text = await response.text();
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    text,
  };
}

/** An answer that comes after this is to a request no longer waited for, and is thrown away. */
function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(new Error('not waited for any longer'));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

function refusalOf({ status, retryAfter, text }: Heard): Refusal {
  const problem = parse(text);
  const code =
    typeof problem === 'object' && problem !== null && 'code' in problem ? String(problem.code) : `http.${status}`;
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter);
  const wait = Number.isFinite(seconds) && seconds >= 0 ? { retryAfterMs: seconds * 1000 } : {};
  return { refusal: 'status', status, code, ...wait };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
