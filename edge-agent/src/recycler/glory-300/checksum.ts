/** BCC of a frame: XOR of the bytes from `from` up to but not including `to`; the caller starts after STX and ends after ETX. */
export function checksum(bytes: Uint8Array, from: number, to: number): number {
  let bcc = 0;
  for (let i = from; i < to; i++) bcc ^= bytes[i] ?? 0;
  return bcc;
}
