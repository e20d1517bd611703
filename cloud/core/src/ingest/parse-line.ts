import { FACT_BODIES, FACT_BYTES_MAX, type Fact, FactEnvelopeSchema, type FactKind } from '@tillbridge/shared/fact';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { hasDuplicateKey } from './duplicate-key.ts';
import { findMeaningFault } from './meaning.ts';
import type { ShopNames } from './shop-names.ts';

/** A line of a batch as far as it can be read: a fact, or a code of the faults table and why. */
export type ParsedLine =
  | {
      readonly fact: Fact;
      readonly prev: string;
      readonly occurredMs: number;
      /** Mappings by which it was read; the bytes say something else. */
      readonly mappings: readonly string[];
    }
  | { readonly code: string; readonly detail: string; readonly prev: string | undefined };

const HASH = /^[0-9a-f]{64}$/;
const DETAIL_MAX = 200;
const NO_MAPPINGS: readonly string[] = [];
/** Code units that Postgres cannot store as text; JSON writes them only as escapes. */
const UNSTORABLE_ESCAPE = /\\u(?:0000|d[89a-f])/i;

const CHECKS = new Map(
  (Object.keys(FACT_BODIES) as FactKind[]).map((kind) => [
    kind,
    Compile(
      Type.Object(
        { ...FactEnvelopeSchema.properties, kind: Type.Literal(kind), body: FACT_BODIES[kind] },
        { additionalProperties: false },
      ),
    ),
  ]),
);

/**
 * Reads and checks one line apart from its place: JSON without double keys, schema, times, sums. Never throws.
 * `nowMs` bounds the time of a fact; `sumsExact` is the rule of that name; `names` reads what its shop does not know.
 */
export function parseLine(
  text: string | undefined,
  bytes: number,
  nowMs: number,
  sumsExact: boolean,
  names?: ShopNames,
): ParsedLine {
  if (text === undefined) return poison('fact.unreadable', 'not UTF-8', undefined);
  let value: unknown;
  try {
    value = JSON.parse(text);
    // A canonical line is equal to its own writing, which a double key never is; only others are searched.
    if (JSON.stringify(value) !== text && hasDuplicateKey(text)) return poison('fact.unreadable', 'a key twice', value);
  } catch {
    return poison('fact.unreadable', 'not JSON', undefined);
  }
  if (bytes > FACT_BYTES_MAX) return poison('fact.schema', `longer than ${FACT_BYTES_MAX} bytes`, value);
  if (UNSTORABLE_ESCAPE.test(text) && hasUnstorableText(value))
    return poison('fact.schema', 'NUL or half a character in a text', value);
  const mappings = names?.rename(value) ?? NO_MAPPINGS;
  const check = CHECKS.get(kindOf(value));
  if (check === undefined) return poison('fact.schema', '/kind is unknown', value);
  if (!check.Check(value)) {
    const [error] = check.Errors(value);
    return poison('fact.schema', `${error?.instancePath ?? ''} ${error?.message ?? ''}`.trim(), value);
  }
  const fact = value as Fact;
  const fault = findMeaningFault(fact, nowMs, sumsExact);
  if (fault !== undefined) return poison(fault.code, fault.detail, value);
  return { fact, prev: fact.prev, occurredMs: Date.parse(fact.occurredAt), mappings };
}

function poison(code: string, detail: string, value: unknown): ParsedLine {
  const prev = isRecord(value) ? value['prev'] : undefined;
  return {
    code,
    detail: detail.slice(0, DETAIL_MAX).replace(/[\0\p{Surrogate}]/gu, '?'),
    prev: typeof prev === 'string' && HASH.test(prev) ? prev : undefined,
  };
}

function kindOf(value: unknown): FactKind {
  return (isRecord(value) ? value['kind'] : undefined) as FactKind;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasUnstorableText(value: unknown): boolean {
  if (typeof value === 'string') return /[\0\p{Surrogate}]/u.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inner]) => hasUnstorableText(key) || hasUnstorableText(inner));
}
