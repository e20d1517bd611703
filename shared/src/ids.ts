import { Type } from 'typebox';

/** Lower-case UUID text. Ids of entities are UUIDv7 so that indexes grow at one end. */
export const UuidSchema = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' });
/** 128 random bits as 32 lower-case hex digits: an epoch, a nonce, an incarnation. */
export const Hex32Schema = Type.String({ pattern: '^[0-9a-f]{32}$' });
/** SHA-256 as 64 lower-case hex digits. */
export const HashSchema = Type.String({ pattern: '^[0-9a-f]{64}$' });
/** UTC instant with milliseconds, such as `2026-11-20T07:21:03.112Z`. */
export const InstantSchema = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' });
/** Calendar day of a shop, `2026-11-20`. */
export const DaySchema = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/** UUIDv7 from a clock reading and 10 random bytes; both come from outside so that this stays pure. */
export function uuidv7(nowMs: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  for (let i = 0, rest = nowMs; i < 6; i++) {
    bytes[5 - i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
