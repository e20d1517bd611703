import fc from 'fast-check';
import type { KnownIds } from './known-ids.ts';

/** The part of JSON Schema that our routes are written in. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

const HOSTILE = [
  '',
  '\u0000',
  "' or 1=1 --",
  '{{7*7}}',
  '../../etc/passwd',
  '%2e%2e%2f',
  '__proto__',
  '<script>alert(1)</script>',
  '=1+1',
  'ก'.repeat(300),
  '\ud800',
  '2026-11-20T00:00:00.000Z',
  '2026-11-20',
  '9007199254740993',
  '-0',
  'null',
];
const NUMBERS = [0, -1, 1.5, 2 ** 53, -(2 ** 53), 1e300, '5', null, [5], true];
const DEPTH = { maxDepth: 3 };

/** Mostly what the schema asks for, sometimes anything: what comes through the door must break nothing behind it. */
export function valuesOf(schema: Schema, known: KnownIds, name = ''): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 24, arbitrary: plausible(schema, known, name) },
    { weight: 1, arbitrary: fc.jsonValue(DEPTH) },
  );
}

/** What stands in a path or a query. */
export function textsFor(schema: Schema, known: KnownIds, name: string): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 10, arbitrary: plausible(schema, known, name).map((value) => String(value)) },
    { weight: 1, arbitrary: fc.oneof(fc.string(), fc.constantFrom(...HOSTILE)) },
  );
}

function plausible(schema: Schema, known: KnownIds, name: string): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((one) => valuesOf(one, known, name)));
  switch (schema.type) {
    case 'object':
      return objects(schema, known);
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}, known, name), { maxLength: 4 });
    case 'integer':
    case 'number':
      return numbers(schema);
    case 'boolean':
      return fc.boolean();
    default:
      return texts(schema, known, name);
  }
}

function objects(schema: Schema, known: KnownIds): fc.Arbitrary<unknown> {
  const fields = Object.entries(schema.properties ?? {}).map(([name, inner]): [string, fc.Arbitrary<unknown>] => [
    name,
    valuesOf(inner, known, name),
  ]);
  const record = Object.fromEntries(fields);
  // What is required is there in most cases, so that they come as far as the work itself.
  const required = (schema.required ?? []).filter((name) => Object.hasOwn(record, name));
  return fc.oneof(
    { weight: 5, arbitrary: fc.record(record, { requiredKeys: [...required] }) },
    { weight: 1, arbitrary: fc.record(record, { requiredKeys: [] }) },
  );
}

function numbers({ minimum = 0, maximum = 1_000_000 }: Schema): fc.Arbitrary<unknown> {
  const max = Math.max(minimum, Math.min(maximum, Number.MAX_SAFE_INTEGER));
  return fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: Math.ceil(minimum), max: Math.floor(max) }) },
    { weight: 1, arbitrary: fc.constantFrom(...NUMBERS) },
  );
}

function texts({ pattern, format }: Schema, known: KnownIds, name: string): fc.Arbitrary<unknown> {
  const fitting = format === 'uuid' ? fc.uuid() : pattern === undefined ? fc.string() : matching(pattern);
  const mayBeKnown = format === 'uuid' || /0-9a-f/.test(pattern ?? '');
  return fc.oneof(
    { weight: mayBeKnown ? 1 : 8, arbitrary: fitting },
    { weight: mayBeKnown ? 8 : 1, arbitrary: knownTexts(known, name) },
    { weight: 1, arbitrary: fc.constantFrom(...HOSTILE) },
  );
}

/** Some patterns (look-ahead) cannot be turned round; any text does then. */
function matching(pattern: string): fc.Arbitrary<string> {
  try {
    return fc.stringMatching(new RegExp(pattern));
  } catch {
    return fc.string();
  }
}

/** Read when a value is drawn, because what is known grows with each answer. */
function knownTexts(known: KnownIds, name: string): fc.Arbitrary<string> {
  return fc.nat().map((n) => {
    const all = known.named(name);
    return all[n % Math.max(1, all.length)] ?? '';
  });
}
