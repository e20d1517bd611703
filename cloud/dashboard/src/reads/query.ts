import type { Operation, PathOf } from '@tillbridge/client/call-types';

/** One word of an address, if it is one of those that exist. */
export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** The text under a name; undefined for none, several or an empty one. */
export function textIn(query: SearchParams, name: string): string | undefined {
  const value = query[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The word under a name, if it is one of those that exist. */
export function wordIn<W extends string>(query: SearchParams, name: string, words: readonly W[]): W | undefined {
  const text = textIn(query, name);
  return words.find((word) => word === text);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function idIn(query: SearchParams, name: string): string | undefined {
  const text = textIn(query, name);
  return text !== undefined && UUID.test(text) ? text : undefined;
}

export function dayIn(query: SearchParams, name: string): string | undefined {
  const text = textIn(query, name);
  return text !== undefined && DAY.test(text) ? text : undefined;
}

/** A path with what is known of its query. */
export function pathWith(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const known = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const search = new URLSearchParams(known);
  return search.size === 0 ? path : `${path}?${search}`;
}

/** What may be asked of a list of the API; what is undefined is not asked. */
export type QueryOf<Path extends PathOf<'get'>> =
  Operation<'get', Path> extends { parameters: { query?: infer Query } }
    ? { readonly [Name in keyof Query]: Query[Name] | undefined }
    : never;

type Given<Query> = { [Name in keyof Query]: Exclude<Query[Name], undefined> };

/** A query without what is undefined. */
export function given<Query extends object>(query: Query): Given<Query> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as Given<Query>;
}
