import { Type } from 'typebox';

/** Of every list that is read page by page. Text, because nothing is coerced; the pattern bounds the number. */
export const LIST_QUERY = {
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  limit: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,2}$' })),
};

interface ListQuery {
  readonly cursor: string | undefined;
  readonly limit: string | undefined;
}

/** The same as verbs take it. */
export function listWish({ cursor, limit }: ListQuery): { readonly cursor?: string; readonly limit?: number } {
  return { ...(cursor === undefined ? {} : { cursor }), ...(limit === undefined ? {} : { limit: Number(limit) }) };
}
