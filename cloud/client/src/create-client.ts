import createFetchClient, { type FetchOptions, type Middleware, type ParseAs } from 'openapi-fetch';
import type { paths } from './api-types.ts';
import { bePatient, PATIENCE, type Patience } from './be-patient.ts';
import type { DataOf, Method, Operation, PathOf } from './call-types.ts';
import { asProblem, PROBLEM_TYPE, type Problem } from './problem.ts';

/** A text, or what makes one for each request. */
type Given = string | (() => string | Promise<string>);

export interface ClientOptions extends Partial<Patience> {
  /** Where the cloud is reached, such as `https://till.example`; empty in its own pages. */
  readonly baseUrl: string;
  /** Bearer token of an agent. */
  readonly token?: Given;
  /** Cookie header of somebody's session, for a server that asks in their name. Browsers send their own. */
  readonly cookie?: Given;
  /** Takes the place of the global one, as `keepSession` makes it. */
  readonly fetch?: typeof fetch;
}

/** Every path of the API by method, with its parameters, body, answer and problem. */
export interface Client {
  readonly GET: Call<'get'>;
  readonly POST: Call<'post'>;
  readonly DELETE: Call<'delete'>;
}

/** Not the library's own type of it, which lets fields pass that no body has. */
type Call<M extends Method> = <Path extends PathOf<M>, As extends ParseAs = 'json'>(
  path: Path,
  ...init: InitOf<Operation<M, Path>, As>
) => Promise<Result<Parsed<As, DataOf<Operation<M, Path>>>>>;
type InitOf<Op, As> = object extends FetchOptions<Op> ? [init?: Asking<Op, As>] : [init: Asking<Op, As>];
type Asking<Op, As> = Omit<FetchOptions<Op>, 'parseAs'> & { readonly parseAs?: As };
type Result<Data> =
  | { readonly data: Data; readonly error?: never; readonly response: Response }
  | { readonly data?: never; readonly error: Problem; readonly response: Response };
interface Forms<Data> {
  readonly json: Data;
  readonly text: string;
  readonly blob: Blob;
  readonly arrayBuffer: ArrayBuffer;
  readonly stream: Response['body'];
}
type Parsed<As extends ParseAs, Data> = Forms<Data>[As];

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const IDEMPOTENCY_HEADER = 'idempotency-key';

/**
 * A client of the API. Calls resolve to `{ data }` or `{ error }`, of which the error is always a Problem; they reject
 * only where no answer came at all. Every change carries an Idempotency-Key: give one yourself, as a header parameter,
 * where the same change may be asked for again later.
 */
export function createClient(options: ClientOptions): Client {
  const { baseUrl, token, cookie, fetch: ask = fetch, ...patience } = options;
  const client = createFetchClient<paths>({
    baseUrl,
    headers: { accept: 'application/json' },
    fetch: bePatient(ask, { ...PATIENCE, ...patience }),
  });
  client.use(speakFor(token, cookie), markChanges(baseUrl), answerProblems);
  return client as unknown as Client;
}

function speakFor(token: Given | undefined, cookie: Given | undefined): Middleware {
  return {
    async onRequest({ request }) {
      if (token !== undefined) request.headers.set('authorization', `Bearer ${await textOf(token)}`);
      if (cookie !== undefined) request.headers.set('cookie', await textOf(cookie));
    },
  };
}

/** The API takes changes from its own site only. A browser says by itself where a page is from; other programs must. */
function markChanges(baseUrl: string): Middleware {
  const origin = URL.canParse(baseUrl) ? new URL(baseUrl).origin : undefined;
  return {
    onRequest({ request }) {
      if (SAFE.has(request.method)) return;
      if (origin !== undefined) request.headers.set('origin', origin);
      if (!request.headers.has(IDEMPOTENCY_HEADER)) request.headers.set(IDEMPOTENCY_HEADER, crypto.randomUUID());
    },
  };
}

const answerProblems: Middleware = {
  onResponse({ response }) {
    const { ok, status, headers } = response;
    if (ok || headers.get('content-type')?.startsWith(PROBLEM_TYPE)) return undefined;
    return new Response(JSON.stringify(asProblem(response)), { status, headers: { 'content-type': PROBLEM_TYPE } });
  },
};

async function textOf(given: Given): Promise<string> {
  return typeof given === 'string' ? given : given();
}
