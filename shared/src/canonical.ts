/** Text that JSON writes as it stands: printable ASCII without quote and backslash, which is nearly all that a shop writes. */
const PLAIN_TEXT = /^[ !#-[\]-~]*$/;
/** Half of a surrogate pair; such text has no UTF-8 form. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * RFC 8785 form of a JSON value: keys in UTF-16 order, numbers as ECMAScript writes them, no spaces.
 * Properties that are undefined are left out, as JSON does. Throws TypeError on what JSON cannot hold
 * (NaN, infinity, bigint, function, undefined inside an array, half a surrogate pair).
 */
export function canonical(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return canonicalText(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`no JSON number: ${value}`);
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value as Readonly<Record<string, unknown>>);
    default:
      throw new TypeError(`no JSON value: ${typeof value}`);
  }
}

function canonicalText(text: string): string {
  if (PLAIN_TEXT.test(text)) return `"${text}"`;
  if (LONE_SURROGATE.test(text)) throw new TypeError('half a surrogate pair in text');
  return JSON.stringify(text);
}

function canonicalArray(items: readonly unknown[]): string {
  let out = '[';
  for (let i = 0; i < items.length; i++) out += i === 0 ? canonical(items[i]) : `,${canonical(items[i])}`;
  return `${out}]`;
}

function canonicalObject(object: Readonly<Record<string, unknown>>): string {
  const shape = shapeOf(Object.keys(object));
  let out = '{';
  for (const { key, prefix } of shape.sorted) {
    const value = object[key];
    if (value === undefined) continue;
    out += out.length === 1 ? prefix : `,${prefix}`;
    out += canonical(value);
  }
  return `${out}}`;
}

/** Keys as an object lists them, and in canonical order with their text already written. */
interface Shape {
  readonly keys: readonly string[];
  readonly sorted: readonly { readonly key: string; readonly prefix: string }[];
}

/** Facts come in a few shapes only; sorting and writing their keys once saves half the work of every later one. */
const SHAPES_MAX = 500;
const shapes = new Map<string, Shape[]>();
let shapesKept = 0;

function shapeOf(keys: readonly string[]): Shape {
  const alike = shapes.get(keys[0] ?? '');
  const known = alike?.find((shape) => sameKeys(shape.keys, keys));
  if (known !== undefined) return known;
  const sorted = [...keys].sort().map((key) => ({ key, prefix: `${canonicalText(key)}:` }));
  const shape = { keys, sorted };
  if (shapesKept < SHAPES_MAX) {
    shapesKept++;
    if (alike === undefined) shapes.set(keys[0] ?? '', [shape]);
    else alike.push(shape);
  }
  return shape;
}

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
