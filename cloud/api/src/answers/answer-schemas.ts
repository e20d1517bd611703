import { ProblemSchema } from '@tillbridge/shared/reads';
import { type TSchema, Type } from 'typebox';

type Refusal = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 429 | 503;

/** What a route answers, for the API page: its own schema, and problem+json for the refusals it knows. */
export function answers(ok: TSchema, refusals: readonly Refusal[]): Record<number, unknown> {
  return { 200: ok, ...problems(refusals) };
}

/** Of a change that is answered by its status alone. */
export function answersNothing(refusals: readonly Refusal[]): Record<number, unknown> {
  return { 204: Type.Null({ description: 'Done.' }), ...problems(refusals) };
}

/** Of a download: bytes of one of these types. */
export function answersFile(types: readonly string[], refusals: readonly Refusal[]): Record<number, unknown> {
  const schema = Type.String({ format: 'binary' });
  const content = Object.fromEntries(types.map((type) => [type, { schema }]));
  return { 200: { description: 'The file.', content }, ...problems(refusals) };
}

function problems(refusals: readonly Refusal[]): Record<number, unknown> {
  const problem = { description: 'problem+json', content: { 'application/problem+json': { schema: ProblemSchema } } };
  return Object.fromEntries([400, ...refusals].map((status) => [status, problem]));
}
