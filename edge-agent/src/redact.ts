const DEPTH_MAX = 8;
const HIDDEN = '[hidden]';
const SECRET_NAMES =
  /^(authorization|cookie|set-cookie|api-?key|key|private-?key|secret|password|pin|pin-?verifier|approval|x-person-session|x-approval|token|signature|code)$/i;
const SECRET_TEXTS: readonly (readonly [RegExp, string])[] = [
  [/tb_(live|test)_[A-Za-z0-9_-]+/g, `tb_$1_${HIDDEN}`],
  // Tokens of tills, sessions and approvals, and what PINs are compared with.
  [/\btb[las]_[A-Za-z0-9_-]+/g, HIDDEN],
  [/\$argon2id\$[^\s"']+/g, HIDDEN],
  [/eyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, HIDDEN],
  [/\bBearer\s+[\w.~+/=-]+/gi, `Bearer ${HIDDEN}`],
  [/(\/\/[^/\s:@]+:)[^@\s/]+@/g, `$1${HIDDEN}@`],
  [/([?&](?:token|key|secret|password|code)=)[^&\s#]+/gi, `$1${HIDDEN}`],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g, HIDDEN],
];
/** `code` names a fault far more often than a pairing code; fault codes have this form and stay readable. */
const FAULT_CODE = /^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)*$|^[A-Z][A-Z_]+$/;

/** A copy without secrets: by name of the field at any depth, and by form inside texts, URLs and error messages. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEPTH_MAX) return '[deep]';
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Uint8Array) return `[${value.length} bytes]`;
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  const clean: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value))
    clean[name] = isSecret(name, item) ? HIDDEN : redact(item, depth + 1);
  return clean;
}

function isSecret(name: string, item: unknown): boolean {
  if (!SECRET_NAMES.test(name)) return false;
  if (name.toLowerCase() !== 'code') return true;
  return !(typeof item === 'number' || (typeof item === 'string' && FAULT_CODE.test(item)));
}

function redactText(text: string): string {
  return SECRET_TEXTS.reduce((clean, [pattern, instead]) => clean.replace(pattern, instead), text);
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const own = Object.fromEntries(Object.entries(error).filter(([name]) => name !== 'cause'));
  return {
    ...(redact(own, depth + 1) as Record<string, unknown>),
    name: error.name,
    message: redactText(error.message),
    stack: redactText(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
  };
}
