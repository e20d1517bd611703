export type { components, paths } from './api-types.ts';
export { type Client, type ClientOptions, createClient } from './create-client.ts';
export { keepSession } from './keep-session.ts';
export { type From, pagesOf } from './pages-of.ts';
export { type Answer, dataOf, type Problem, ProblemError } from './problem.ts';
