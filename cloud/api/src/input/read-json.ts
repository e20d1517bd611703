import { hasDuplicateKey } from '@tillbridge/core/ingest/duplicate-key';
import { Fault } from '@tillbridge/shared/faults/fault';

/** No document of ours is deeper than half of this. */
export const DEPTH_MAX = 16;

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * JSON as strictly as the shop's facts: a key twice, `__proto__`, deep nesting or broken UTF-8 are refused, because each
 * means something else to somebody. Throws `api.invalid`.
 */
export function readJson(bytes: Buffer): unknown {
  const text = decode(bytes);
  if (depthOf(text) > DEPTH_MAX) throw refusal('nested too deeply');
  let value: unknown;
  try {
    value = JSON.parse(text, refusePrototype);
  } catch (error) {
    throw error instanceof Fault ? error : refusal('not JSON');
  }
  if (hasDuplicateKey(text)) throw refusal('a key twice in one object');
  return value;
}

function decode(bytes: Buffer): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw refusal('not UTF-8');
  }
}

function refusePrototype(this: unknown, key: string, value: unknown): unknown {
  if (key === '__proto__' || (key === 'constructor' && typeof value === 'object')) throw refusal(`the key ${key}`);
  return value;
}

/** Counted before anything is parsed, so that depth costs no stack. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') deepest = Math.max(deepest, ++depth);
    else if (char === '}' || char === ']') depth -= 1;
  }
  return deepest;
}

function refusal(message: string): Fault {
  return new Fault('api.invalid', { errors: [{ path: 'body', message }] });
}
