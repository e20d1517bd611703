import { ProblemSchema } from '@tillbridge/shared/reads';
import fc from 'fast-check';
import type { LightMyRequestResponse } from 'fastify';
import { Value } from 'typebox/value';
import type { TestApi } from '../start-api.ts';
import type { FuzzWorld } from './fuzz-world.ts';
import type { Operation } from './operations.ts';
import { textsFor, valuesOf } from './values.ts';

const THROTTLED = 429;

/** How often each class of answer came; `accepted` says whether the cases came as far as the work itself. */
export interface FuzzTally {
  readonly cases: number;
  readonly accepted: number;
  readonly refused: number;
}

export interface FuzzSettings {
  readonly runs: number;
  readonly seed?: number;
}

/**
 * Sends one operation whatever its schema allows and some of what it does not. Throws with the smallest case found where
 * an answer is a failure of ours, a refusal is not valid problem+json, or a byte of another organization shows.
 */
export async function fuzzOperation(
  api: TestApi,
  world: FuzzWorld,
  operation: Operation,
  { runs, seed }: FuzzSettings,
): Promise<FuzzTally> {
  const { body, fields } = operation;
  let accepted = 0;
  let refused = 0;
  const request = fc.record({
    fields: fc.tuple(...fields.map(({ name, schema }) => textsFor(schema, world.known, name))),
    // A field of the query is left out in three of four cases.
    left: fc.array(
      fc.nat(3).map((n) => n > 0),
      { minLength: fields.length, maxLength: fields.length },
    ),
    body: body === undefined ? fc.constant(undefined) : valuesOf(body, world.known),
  });
  await fc.assert(
    fc.asyncProperty(request, async (wish) => {
      let answer = await ask(api, world, operation, wish);
      if (answer.statusCode === THROTTLED) {
        await api.db.sql`delete from throttles`;
        answer = await ask(api, world, operation, wish);
      }
      expectDecent(answer, operation, world);
      if (answer.statusCode < 400) accepted += 1;
      else refused += 1;
      world.known.learn(answer.body);
    }),
    { numRuns: runs, ...(seed === undefined ? {} : { seed }) },
  );
  return { cases: accepted + refused, accepted, refused };
}

interface Wish {
  readonly fields: readonly string[];
  readonly left: readonly boolean[];
  readonly body: unknown;
}

function ask(api: TestApi, world: FuzzWorld, operation: Operation, wish: Wish): Promise<LightMyRequestResponse> {
  const ofAgent = operation.path.startsWith('/v1/');
  let url = operation.path;
  const query = new URLSearchParams();
  for (const [index, field] of operation.fields.entries()) {
    const value = wish.fields[index] ?? '';
    if (field.in === 'path')
      url = url.replace(`{${field.name}}`, encodeURIComponent(value.replace(/\p{Surrogate}/gu, '')) || '-');
    else if (wish.left[index] !== true) query.append(field.name, value);
  }
  return api.app.inject({
    method: operation.method as 'GET',
    url: query.size > 0 ? `${url}?${query}` : url,
    remoteAddress: world.address,
    headers: {
      'sec-fetch-site': 'same-origin',
      ...(ofAgent ? { authorization: `Bearer ${world.till.token}` } : {}),
      ...(wish.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(ofAgent ? {} : { cookies: { ...world.cookies } }),
    ...(wish.body === undefined ? {} : { payload: JSON.stringify(wish.body) }),
  });
}

function expectDecent(answer: LightMyRequestResponse, { name }: Operation, { stranger }: FuzzWorld): void {
  const told = `${name} answered ${answer.statusCode}: ${answer.body.slice(0, 300)}`;
  if (answer.statusCode >= 500) throw new Error(told);
  if (answer.statusCode >= 400 && !isProblem(answer)) throw new Error(`no valid problem+json: ${told}`);
  // Ids of the stranger are sent on purpose; what an answer may not hold is what nobody sent.
  const foreign = [stranger.id, stranger.people.owner.email, stranger.people.cashier.id].find((text) =>
    answer.body.includes(text),
  );
  if (foreign !== undefined) throw new Error(`a byte of another organization: ${told}`);
}

function isProblem(answer: LightMyRequestResponse): boolean {
  if (!String(answer.headers['content-type']).startsWith('application/problem+json')) return false;
  return Value.Check(ProblemSchema, JSON.parse(answer.body));
}
