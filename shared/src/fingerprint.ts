const DIGITS_SHOWN = 32;

/** Half of a SHA-256 in hex as two people compare it, eyes or telephone: `3FA1 09BC …`, eight groups. */
export function showFingerprint(sha256Hex: string): string {
  const groups = sha256Hex.slice(0, DIGITS_SHOWN).toUpperCase().match(/.{4}/g);
  return groups?.join(' ') ?? '';
}

/** As typed or pasted, back to the first half of the hash in hex; undefined when it cannot be one. */
export function parseFingerprint(text: string): string | undefined {
  const hex = text.replace(/[\s:-]/g, '').toLowerCase();
  return new RegExp(`^[0-9a-f]{${DIGITS_SHOWN}}$`).test(hex) ? hex : undefined;
}
