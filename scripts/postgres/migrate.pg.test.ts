import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ClonedDatabase, cloneDatabase } from './clone-database.ts';
import { migrate, readMigrations } from './migrate.ts';
import { CLOUD_MIGRATIONS } from './repository.ts';

let clone: ClonedDatabase;
let folder: string;
let next: string;

beforeAll(async () => {
  clone = await cloneDatabase();
  folder = mkdtempSync(join(tmpdir(), 'tillbridge-migrations-'));
  cpSync(CLOUD_MIGRATIONS, folder, { recursive: true });
  next = `${String(readMigrations(folder).length + 1).padStart(4, '0')}_more.sql`;
});
afterAll(async () => {
  await clone?.drop();
  rmSync(folder, { recursive: true, force: true });
});

test('a migrated database has nothing to apply', async () => {
  expect(await migrate(clone.ownerUrl, folder)).toEqual([]);
});

test('a migration that fails leaves nothing of itself behind, and can be mended', async () => {
  writeFileSync(join(folder, next), 'create table half_done (id integer); select 1 / 0;');
  await expect(migrate(clone.ownerUrl, folder)).rejects.toThrow(`Migration ${next} failed: division by zero`);
  writeFileSync(join(folder, next), 'create table half_done (id integer);');
  expect(await migrate(clone.ownerUrl, folder)).toEqual([next]);
});

test('two that migrate at once apply each file once', async () => {
  const after = next.replace(/^\d{4}/, (number) => String(Number(number) + 1).padStart(4, '0'));
  writeFileSync(join(folder, after), 'create table once_only (id integer);');
  const applied = await Promise.all([migrate(clone.ownerUrl, folder), migrate(clone.ownerUrl, folder)]);
  expect(applied.flat()).toEqual([after]);
});

test('the application role cannot migrate', async () => {
  await expect(migrate(clone.appUrl, folder)).rejects.toThrow(/permission denied/);
});
