import type { paths } from './api-types.ts';

/** What the API takes and answers, for callers that are too small for the client: the first load of a page, say. */
export type Method = 'get' | 'post' | 'delete';
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends { readonly [K in M]: object } ? P : never;
}[keyof paths];
export type Operation<M extends Method, P> = P extends keyof paths
  ? paths[P] extends { readonly [K in M]: infer Op }
    ? Op
    : never
  : never;

/** The parts of its path that an operation asks for; none where it has none. */
export type ParamsOf<Op> = Op extends { parameters: { path: infer Params } }
  ? { readonly params: Readonly<Params> }
  : { readonly params?: never };

export type BodyOf<Op> = Op extends { requestBody: { content: { 'application/json': infer Body } } }
  ? { readonly body: DeepReadonly<Body> }
  : { readonly body?: never };

/** The data of a call that went well; undefined where the status says it all. */
export type DataOf<Op> = Op extends { responses: infer Responses } ? Good<Responses>[keyof Good<Responses>] : never;

type Good<Responses> = {
  [Status in keyof Responses & (200 | 202 | 204)]: Responses[Status] extends {
    content: { 'application/json': infer Data };
  }
    ? Data
    : undefined;
};

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;
