export type Language = 'th' | 'en';

export type Values = Readonly<Record<string, string | number>>;

/**
 * Fills an ICU message as far as our dictionary goes: `{name}`, `{n, number}`, `{n, plural, =0 {…} one {…} other {…}}`
 * with `#`, and `{name, select, …}`. A full ICU library weighs more than a page of ours; a test holds this one
 * against it. A value that is missing leaves its name, so that a mistake is seen rather than read over.
 */
export function formatMessage(message: string, language: Language, values: Values = {}, count = ''): string {
  let out = '';
  let at = 0;
  while (at < message.length) {
    const open = message.indexOf('{', at);
    if (open < 0) return out + hash(message.slice(at), count);
    const close = closing(message, open);
    out += hash(message.slice(at, open), count) + argument(message.slice(open + 1, close), language, values, count);
    at = close + 1;
  }
  return out;
}

const hash = (text: string, count: string) => (count === '' ? text : text.replaceAll('#', count));

function closing(message: string, open: number): number {
  let depth = 0;
  for (let at = open; at < message.length; at++) {
    if (message[at] === '{') depth += 1;
    else if (message[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return message.length;
}

function argument(text: string, language: Language, values: Values, count: string): string {
  const [, name = '', kind, branches = ''] = /^\s*(\w+)\s*(?:,\s*(\w+)\s*(?:,\s*([\s\S]*))?)?$/.exec(text) ?? [];
  const value = values[name];
  if (value === undefined) return name;
  if (kind === undefined) return String(value);
  if (kind === 'number') return grouped(value);
  const wanted =
    kind === 'plural'
      ? [`=${value}`, language === 'en' && value === 1 ? 'one' : 'other', 'other']
      : [String(value), 'other'];
  const branch = wanted.map((key) => branchOf(branches, key)).find((one) => one !== undefined) ?? '';
  return formatMessage(branch, language, values, kind === 'plural' ? grouped(value) : count);
}

function branchOf(branches: string, key: string): string | undefined {
  let at = 0;
  while (at < branches.length) {
    const open = branches.indexOf('{', at);
    if (open < 0) return undefined;
    const close = closing(branches, open);
    if (branches.slice(at, open).trim() === key) return branches.slice(open + 1, close);
    at = close + 1;
  }
  return undefined;
}

const grouped = (value: string | number) => String(value).replace(/\B(?=(\d{3})+$)/g, ',');
