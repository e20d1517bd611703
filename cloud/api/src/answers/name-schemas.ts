import { canonical } from '@tillbridge/shared/canonical';
import { SHARED } from './shared-schemas.ts';

type Json = Readonly<Record<string, unknown>>;
interface Operation {
  readonly responses: Json;
}
interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Json;
}

const SUFFIX = /Schema$/;
const PROBLEM = 'application/problem+json';
/** Schemas of objects in the contract, by what they say. Texts and numbers are shown where they stand. */
const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries(SHARED)
    .filter(([name, schema]) => SUFFIX.test(name) && 'type' in Object(schema) && Object(schema).type === 'object')
    .map(([name, schema]) => [canonical(asDescribed(JSON.parse(JSON.stringify(schema)))), name.replace(SUFFIX, '')]),
);

/**
 * What routes answer is described once, under the name that the contract has for it, and referred to everywhere else;
 * so is the problem, which every route may answer.
 */
export function nameSchemas<D extends object>(document: D): D {
  const { paths: described, components } = document as D & Described;
  const schemas: Record<string, unknown> = {};
  const named = (node: unknown): unknown => {
    if (!isNode(node)) return node;
    const name = NAMES.get(canonical(node));
    if (name === undefined) return withNames(node);
    if (!(name in schemas)) schemas[name] = withNames(node);
    return { $ref: `#/components/schemas/${name}` };
  };
  const withNames = (node: Json): unknown => (Array.isArray(node) ? node.map(named) : eachOf(node, named));
  const responses: Record<string, unknown> = {};
  const answer = (response: unknown): unknown => {
    if (!(PROBLEM in Object(Object(response).content))) return named(response);
    responses['Problem'] ??= named(response);
    return { $ref: '#/components/responses/Problem' };
  };
  const paths = eachOf(described, (methods) =>
    eachOf(methods, (operation) => ({ ...operation, responses: eachOf(operation.responses, answer) })),
  );
  return { ...document, paths, components: { ...components, schemas: sorted(schemas), responses } };
}

/** OpenAPI says some things in other words than our schemas do. */
function asDescribed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(asDescribed);
  if (!isNode(node)) return node;
  const { const: only, patternProperties, ...rest } = node;
  return {
    ...eachOf(rest, asDescribed),
    ...(only === undefined ? {} : { enum: [only] }),
    ...(patternProperties === undefined
      ? {}
      : { additionalProperties: asDescribed(Object.values(Object(patternProperties))[0]) }),
  };
}

function eachOf<V, W>(record: Readonly<Record<string, V>>, change: (value: V) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

function sorted(record: Json): Json {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function isNode(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}
