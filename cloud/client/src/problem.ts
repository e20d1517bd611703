import type { components } from './api-types.ts';

/** Why the API refused: RFC 9457 with a code, what to do, and the id to report. */
export type Problem = components['schemas']['Problem'];

export const PROBLEM_TYPE = 'application/problem+json';

/** A refusal as an error, for whoever would rather catch than look. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.title}`);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** What a call resolves to: the data or the problem, and the response itself. */
export interface Answer<Data> {
  readonly data?: Data;
  readonly error?: Problem;
  readonly response: Response;
}

/** The data of an answer. Throws ProblemError where there is a problem instead. */
export async function dataOf<Data>(asked: Answer<Data> | Promise<Answer<Data>>): Promise<Data> {
  const { data, error } = await asked;
  if (error !== undefined) throw new ProblemError(error);
  return data as Data;
}

/** A failure that is no problem of the API's own (of a proxy on the way, say) in the same form, as `http.<status>`. */
export function asProblem({ status, statusText, headers }: Response): Problem {
  return {
    type: 'about:blank',
    title: statusText === '' ? `HTTP ${status}` : statusText,
    status,
    code: `http.${status}`,
    remedy: 'Ask again later; if it stays, ask whoever runs the cloud.',
    requestId: headers.get('x-request-id') ?? '-',
  };
}
