/** Names whose values never reach a log, at any depth and in any spelling. */
const SECRET_NAME =
  /pass(word|phrase)?|secret|token|cookie|authorization|pepper|signature|private|nonce|api-?key|^key$|^pin$|verifier/i;

/** Secrets inside running text: our keys and codes, tokens of any kind, credentials and parameters in addresses. */
const IN_TEXT: readonly (readonly [RegExp, string])[] = [
  [/tb_(live|test)_[0-9A-Za-z]{8}_[A-Za-z0-9_-]{43}_[0-9A-Za-z]{6}/g, 'tb_$1_[redacted]'],
  [/\b[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}\b/g, '[pairing code]'],
  [/\$argon2id?\$[^\s"']+/g, '[hash]'],
  [/eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*/g, '[token]'],
  [/\b(Bearer|Basic)\s+[^\s"',;]+/gi, '$1 [redacted]'],
  [/\b(tb_(?:access|refresh))=[^;\s"']+/g, '$1=[redacted]'],
  [/([a-z][a-z0-9+.-]*:\/\/[^/\s:@]*):[^/\s@]+@/gi, '$1:[redacted]@'],
  [/([?&][^=&\s]*(?:token|secret|password|code|key|signature|nonce)[^=&\s]*)=[^&\s"']*/gi, '$1=[redacted]'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g, '[private key]'],
];

const DEPTH_MAX = 8;
const REDACTED = '[redacted]';

export function redactText(text: string): string {
  return IN_TEXT.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text);
}

/** One finished line of JSON, without its secrets. */
export function redactLine(line: string): string {
  try {
    return `${JSON.stringify(redact(JSON.parse(line)))}\n`;
  } catch {
    return redactText(line);
  }
}

/** A copy of what JSON can hold, without secrets. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEPTH_MAX) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  const clean: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    clean[name] = SECRET_NAME.test(name) ? REDACTED : redact(field, depth + 1);
  }
  return clean;
}
