import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** Path inside, with forward slashes. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Limits of the plain form (APPNOTE 6.3.10 without ZIP64), far above what a bundle holds. */
export const ZIP_ENTRIES_MAX = 1_000;
export const ZIP_ENTRY_BYTES_MAX = 64 * 1_048_576;

const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50];
/** 2.0: folders and deflate. */
const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 0x0800;
const [STORED, DEFLATED] = [0, 8];
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
/** Upper half of the attributes: a regular file, 0600, as Unix counts. */
const UNIX = 3;
const PRIVATE_FILE = 0o100600;

/** A ZIP file; an entry is deflated where that makes it smaller. Throws RangeError above the limits. */
export function writeZip(entries: readonly ZipEntry[], at: Date): Buffer {
  if (entries.length > ZIP_ENTRIES_MAX) throw new RangeError(`${entries.length} entries, at most ${ZIP_ENTRIES_MAX}`);
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    if (entry.bytes.length > ZIP_ENTRY_BYTES_MAX) throw new RangeError(`${entry.name} is too large for the bundle`);
    const packed = pack(entry, at);
    const head = localHeader(packed);
    parts.push(head, packed.name, packed.data);
    directory.push(centralHeader(packed, offset), packed.name);
    offset += head.length + packed.name.length + packed.data.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...parts, central, endRecord(entries.length, central.length, offset)]);
}

interface Packed {
  readonly name: Buffer;
  readonly data: Buffer;
  readonly size: number;
  readonly crc: number;
  readonly method: number;
  readonly time: number;
  readonly date: number;
}

function pack({ name, bytes }: ZipEntry, at: Date): Packed {
  const deflated = deflateRawSync(bytes);
  const smaller = deflated.length < bytes.length;
  return {
    name: Buffer.from(name, 'utf8'),
    data: smaller ? deflated : Buffer.from(bytes),
    size: bytes.length,
    crc: crc32(bytes),
    method: smaller ? DEFLATED : STORED,
    // Two-second steps, years from 1980.
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
    date: ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
  };
}

function localHeader(packed: Packed): Buffer {
  const head = Buffer.alloc(LOCAL_BYTES);
  head.writeUInt32LE(LOCAL, 0);
  writeShared(head, 4, packed);
  return head;
}

function centralHeader(packed: Packed, offset: number): Buffer {
  const head = Buffer.alloc(CENTRAL_BYTES);
  head.writeUInt32LE(CENTRAL, 0);
  head.writeUInt16LE((UNIX << 8) | VERSION, 4);
  writeShared(head, 6, packed);
  head.writeUInt32LE((PRIVATE_FILE << 16) >>> 0, 38);
  head.writeUInt32LE(offset, 42);
  return head;
}

/** The 26 bytes that both headers have in common, from the version that is needed to the length of the extra field. */
function writeShared(head: Buffer, from: number, { name, data, size, crc, method, time, date }: Packed): void {
  head.writeUInt16LE(VERSION, from);
  head.writeUInt16LE(FLAGS, from + 2);
  head.writeUInt16LE(method, from + 4);
  head.writeUInt16LE(time, from + 6);
  head.writeUInt16LE(date, from + 8);
  head.writeUInt32LE(crc, from + 10);
  head.writeUInt32LE(data.length, from + 14);
  head.writeUInt32LE(size, from + 18);
  head.writeUInt16LE(name.length, from + 22);
}

function endRecord(entries: number, centralBytes: number, centralOffset: number): Buffer {
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(centralBytes, 12);
  end.writeUInt32LE(centralOffset, 16);
  return end;
}
