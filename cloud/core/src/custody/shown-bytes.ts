import { SHOWN_BYTES_MAX, type ShownBytes } from '@tillbridge/shared/reads-custody';

/** Bytes for the eye: as text where they are whole UTF-8, else as hexadecimal, cut where they are long. */
export function shownBytes(raw: Buffer, bytes = raw.length): ShownBytes {
  const part = raw.subarray(0, SHOWN_BYTES_MAX);
  const cut = bytes > part.length;
  const text = readText(part, cut);
  return text === undefined
    ? { text: part.toString('hex'), form: 'hex', bytes, cut }
    : { text, form: 'text', bytes, cut };
}

function readText(part: Buffer, cut: boolean): string | undefined {
  try {
    // The last character may have been cut in two.
    return new TextDecoder('utf-8', { fatal: true }).decode(part, { stream: cut });
  } catch {
    return undefined;
  }
}

/** What a line says of itself; null where it cannot be read or says nothing of the kind. */
export function selfDescription(raw: Buffer): { readonly kind: string | null; readonly occurredAt: string | null } {
  try {
    const { kind, occurredAt } = Object(JSON.parse(raw.toString('utf8'))) as Record<string, unknown>;
    return { kind: shortText(kind), occurredAt: shortText(occurredAt) };
  } catch {
    return { kind: null, occurredAt: null };
  }
}

const SHORT_CHARACTERS_MAX = 60;

function shortText(value: unknown): string | null {
  return typeof value === 'string' && value.length <= SHORT_CHARACTERS_MAX ? value : null;
}
