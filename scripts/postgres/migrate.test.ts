import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMigrations, readMigrations } from './migrate.ts';
import { CLOUD_MIGRATIONS } from './repository.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillbridge-migrations-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, text = 'select 1;') => writeFileSync(join(folder, name), text);

test('files are read in the order of their numbers', () => {
  put('0002_second.sql');
  put('0001_first.sql');
  expect(readMigrations(folder).map((migration) => migration.name)).toEqual(['0001_first.sql', '0002_second.sql']);
});

test('a missing number is refused', () => {
  put('0001_first.sql');
  put('0003_third.sql');
  expect(() => readMigrations(folder)).toThrow('0003_third.sql: expected number 0002');
});

test('a number given twice is refused', () => {
  put('0001_first.sql');
  put('0001_other.sql');
  expect(() => readMigrations(folder)).toThrow('expected number 0002');
});

test('a file without a number is refused', () => {
  put('first.sql');
  expect(() => readMigrations(folder)).toThrow('expected number 0001');
});

test('only what is not applied yet is left', () => {
  put('0001_first.sql');
  put('0002_second.sql');
  const migrations = readMigrations(folder);
  expect(openMigrations(migrations, migrations.slice(0, 1)).map((migration) => migration.name)).toEqual([
    '0002_second.sql',
  ]);
  expect(openMigrations(migrations, migrations)).toEqual([]);
});

test('a file that was edited after it was applied is refused', () => {
  put('0001_first.sql');
  const applied = readMigrations(folder);
  put('0001_first.sql', 'select 2;');
  expect(() => openMigrations(readMigrations(folder), applied)).toThrow('was edited after it was applied');
});

test('an applied migration that is gone is refused, as is one squeezed in before it', () => {
  put('0001_first.sql');
  const applied = readMigrations(folder);
  rmSync(join(folder, '0001_first.sql'));
  put('0001_another.sql');
  expect(() => openMigrations(readMigrations(folder), applied)).toThrow('0001_first.sql was applied');
});

test('our own migrations are numbered without a gap', () => {
  expect(readMigrations(CLOUD_MIGRATIONS).length).toBeGreaterThan(0);
});
