import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeZip, ZIP_ENTRIES_MAX } from './write-zip.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tillbridge-zip-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const AT = new Date('2026-11-20T08:30:42.000Z');
const ENTRIES = [
  { name: 'empty', bytes: new Uint8Array() },
  { name: 'text.json', bytes: Buffer.from('{"a":1}\n'.repeat(5_000)) },
  { name: 'folder/noise.bin', bytes: randomBytes(70_000) },
  { name: 'ไทย.txt', bytes: Buffer.from('เงิน') },
];

describe('a ZIP file', () => {
  it('is taken apart by unzip, entry by entry and byte for byte', () => {
    const file = join(dir, 'a.zip');
    writeFileSync(file, writeZip(ENTRIES, AT));
    expect(execFileSync('unzip', ['-t', file], { encoding: 'utf8' })).toContain('No errors detected');
    execFileSync('unzip', ['-q', file, '-d', dir], { env: { LC_ALL: 'C.UTF-8', PATH: '/usr/bin:/bin' } });
    for (const { name, bytes } of ENTRIES.slice(0, 3)) {
      expect(readFileSync(join(dir, name)).equals(Buffer.from(bytes)), name).toBe(true);
    }
  });

  it('says the same to another reader: names, sizes, times and rights', () => {
    const file = join(dir, 'a.zip');
    writeFileSync(file, writeZip(ENTRIES, AT));
    const source = `import json, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
print(json.dumps([[i.filename, i.file_size, i.date_time, oct(i.external_attr >> 16)] for i in z.infolist()]))`;
    const told: unknown = JSON.parse(execFileSync('python3', ['-c', source, file], { encoding: 'utf8' }));
    expect(told).toEqual(ENTRIES.map(({ name, bytes }) => [name, bytes.length, [2026, 11, 20, 8, 30, 42], '0o100600']));
  });

  it('has limits', () => {
    const many = Array.from({ length: ZIP_ENTRIES_MAX + 1 }, (_, n) => ({ name: `${n}`, bytes: new Uint8Array() }));
    expect(() => writeZip(many, AT)).toThrow(RangeError);
  });
});
