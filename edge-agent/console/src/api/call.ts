import { Problem, Unreachable } from './problem.ts';

export interface CallOptions {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** One request to the agent that served this page. Throws `Problem` for a refusal and `Unreachable` without an answer. */
export type Call = <T>(path: string, options?: CallOptions) => Promise<T>;

export function openCall(token: () => string | undefined, send: typeof fetch = (...asked) => fetch(...asked)): Call {
  return async <T>(path: string, options: CallOptions = {}) => {
    const { status, ok, text } = await ask(path, options, token(), send);
    const body = parse(text);
    if (ok && body === undefined) throw new Unreachable('an answer that is cut off');
    if (!ok) throw new Problem(status, body);
    return body as T;
  };
}

async function ask(path: string, options: CallOptions, token: string | undefined, send: typeof fetch) {
  const { method = 'GET', body, headers = {}, signal } = options;
  try {
    const answer = await send(path, {
      method,
      cache: 'no-store',
      credentials: 'omit',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    return { status: answer.status, ok: answer.ok, text: await answer.text() };
  } catch (error) {
    throw new Unreachable(error);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
