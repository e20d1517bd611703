import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';

export interface Migration {
  readonly name: string;
  readonly sha256: string;
  readonly text: string;
}

/** Held while migrating, so that two processes that start at once do it one after the other. */
const MIGRATION_LOCK = 7_455_318_201;
const NAME = /^(\d{4})_[a-z0-9_]+\.sql$/;

/** The numbered files of a folder, in order. Throws when a name has no number, or a number is missing or double. */
export function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  return names.map((name, index) => {
    const number = Number(NAME.exec(name)?.[1] ?? Number.NaN);
    if (number !== index + 1)
      throw new Error(`Migration ${name}: expected number ${String(index + 1).padStart(4, '0')}.`);
    const text = readFileSync(join(folder, name), 'utf8');
    return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
  });
}

/**
 * Applies what is not applied yet, each file in a transaction of its own, as the owner. Forward only: refuses when
 * an applied file was edited or is missing. Returns the names it applied.
 */
export async function migrate(ownerUrl: string, folder: string): Promise<string[]> {
  const migrations = readMigrations(folder);
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await sql`
      create table if not exists schema_migrations (
        name text primary key,
        sha256 text not null,
        applied_at timestamptz not null default now()
      )`;
    const applied = await sql<
      { name: string; sha256: string }[]
    >`select name, sha256 from schema_migrations order by name`;
    const open = openMigrations(migrations, applied);
    for (const migration of open) await applyOne(sql, migration);
    return open.map((migration) => migration.name);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** What is left to apply, given what was applied. Throws on an edited, missing or squeezed-in file. */
export function openMigrations(
  migrations: readonly Migration[],
  applied: readonly { readonly name: string; readonly sha256: string }[],
): Migration[] {
  applied.forEach((row, index) => {
    const migration = migrations[index];
    if (migration?.name !== row.name)
      throw new Error(`Migration ${row.name} was applied to this database but is not in its place here.`);
    if (migration.sha256 !== row.sha256)
      throw new Error(`Migration ${row.name} was edited after it was applied. Write a new one instead.`);
  });
  return migrations.slice(applied.length);
}

async function applyOne(sql: postgres.Sql, migration: Migration): Promise<void> {
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe(migration.text);
      await tx`insert into schema_migrations (name, sha256) values (${migration.name}, ${migration.sha256})`;
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`Migration ${migration.name} failed: ${why}`, { cause: error });
  }
}
