import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import postgres from 'postgres';

/** Passwords of the roles of one server. */
export interface Credentials {
  readonly superuser: string;
  readonly owner: string;
  readonly app: string;
  readonly backup: string;
}

const BARE = 'nosuperuser nocreatedb nocreaterole noreplication';

/** Reads the passwords, or makes them once (0600). */
export function readCredentials(file: string): Credentials {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Credentials;
  const secret = () => randomBytes(24).toString('hex');
  const made: Credentials = { superuser: secret(), owner: secret(), app: secret(), backup: secret() };
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}

/** Makes the roles and the database of an embedded server, or leaves them as they are. */
export async function prepareServer(superUrl: string, credentials: Credentials, database: string): Promise<void> {
  const sql = postgres(superUrl, { max: 1, onnotice: () => undefined });
  try {
    await ensureRoles(sql, credentials, { resetPasswords: false });
    const [there] = await sql`select 1 from pg_database where datname = ${database}`;
    if (there === undefined) await sql.unsafe(`create database ${database} owner tillbridge_owner`);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/**
 * The three roles: owner (migrations), app (no DDL, bound by row security), backup (reads everything). As a superuser.
 */
export async function ensureRoles(
  sql: postgres.Sql,
  credentials: Credentials,
  options: { readonly resetPasswords: boolean },
): Promise<void> {
  const roles = [
    { role: 'tillbridge_owner', password: credentials.owner, attributes: `login ${BARE} nobypassrls` },
    { role: 'tillbridge_app', password: credentials.app, attributes: `login ${BARE} nobypassrls` },
    { role: 'tillbridge_backup', password: credentials.backup, attributes: `login ${BARE} bypassrls` },
  ];
  for (const { role, password, attributes } of roles) {
    const [there] = await sql`select 1 from pg_roles where rolname = ${role}`;
    if (there !== undefined && !options.resetPasswords) continue;
    const verb = there === undefined ? 'create' : 'alter';
    await sql.unsafe(`${verb} role ${role} ${attributes} password '${password.replaceAll("'", "''")}'`);
  }
}
