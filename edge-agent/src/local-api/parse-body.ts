const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],]/g;
const FORBIDDEN = ['__proto__', 'constructor', 'prototype'];
/** Objects and lists within one another; the bodies of the local API need three. */
const DEPTH_MAX = 4;

/**
 * A JSON object. Undefined for anything else, for one nested too deep, and for one that names a field twice, at any depth:
 * which of two amounts was meant is nothing to guess.
 */
export function parseBody(text: string): Record<string, unknown> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !namesOnce(text)) return undefined;
  return Object.fromEntries(Object.entries(value));
}

/** Walks the tokens of a text that is JSON; what stands first behind `{` or behind a comma in an object is a name. */
function namesOnce(text: string): boolean {
  const open: (Set<string> | undefined)[] = [];
  let atName = false;
  for (const [token] of text.matchAll(TOKEN)) {
    const names = open.at(-1);
    if (token === '{' || token === '[') {
      open.push(token === '{' ? new Set() : undefined);
      atName = token === '{';
      if (open.length > DEPTH_MAX) return false;
    } else if (token === '}' || token === ']') {
      open.pop();
      atName = false;
    } else if (token === ',') {
      atName = names !== undefined;
    } else if (atName && names !== undefined) {
      const name = String(JSON.parse(token));
      if (names.has(name) || FORBIDDEN.includes(name)) return false;
      names.add(name);
      atName = false;
    }
  }
  return true;
}
