import { ProblemSchema } from '@tillbridge/shared/reads';
import type { TSchema } from 'typebox';

type Refusal = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 429 | 503;

/** What a route answers, for the API page: its own schema, and problem+json for the refusals it knows. */
export function answers(ok: TSchema, refusals: readonly Refusal[]): Record<number, unknown> {
  const problem = { description: 'problem+json', content: { 'application/problem+json': { schema: ProblemSchema } } };
  return { 200: ok, ...Object.fromEntries([400, ...refusals].map((status) => [status, problem])) };
}
