import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

/** A pool to one Postgres. bigint arrives as a safe number, timestamptz as Date, date as `2026-11-20`, bytea as Buffer. */
export interface Database {
  readonly sql: postgres.Sql;
  readonly drizzle: PostgresJsDatabase;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly poolMax: number;
  readonly onNotice?: (message: string) => void;
}

/** A transaction that sees the rows of one tenant (or of one named gate). */
export type Tx = postgres.TransactionSql;

const CLOSE_WAIT_S = 5;
const CONNECT_WAIT_S = 5;
const RECONNECT_FIRST_S = 0.05;
const RECONNECT_MAX_S = 1;

const TYPES: Record<string, postgres.PostgresType> = {
  bigint: {
    to: 20,
    from: [20],
    serialize: (value: unknown) => String(value),
    parse: safeNumber,
  },
  date: { to: 1082, from: [1082], serialize: (value: unknown) => String(value), parse: (text: string) => text },
  timestamptz: { to: 1184, from: [1184, 1114], serialize: instantText, parse: (text: string) => new Date(text) },
  // Text is taken for JSON that is already written, so that drizzle and hand-written SQL agree.
  json: {
    to: 3802,
    from: [114, 3802],
    serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
    parse: (text: string) => JSON.parse(text) as unknown,
  },
};

/**
 * Connects, and refuses a role that row security does not bind (superuser or BYPASSRLS): the second wall between
 * tenants would silently be missing. Notes a changed cluster or timeline as a new incarnation.
 */
export async function connectDatabase(options: DatabaseOptions): Promise<Database> {
  const { onNotice } = options;
  const sql = postgres(options.url, {
    max: options.poolMax,
    // A request waits for the next try to connect: seconds, not the twenty of the driver.
    backoff: (attempt) => Math.min(RECONNECT_FIRST_S * 2 ** attempt, RECONNECT_MAX_S),
    connect_timeout: CONNECT_WAIT_S,
    types: TYPES,
    onnotice: (notice) => onNotice?.(notice['message'] ?? ''),
    connection: { application_name: 'tillbridge', TimeZone: 'UTC' },
  });
  try {
    const [role] = await sql<{ name: string; above: boolean }[]>`
      select rolname as name, rolsuper or rolbypassrls as above
      from pg_roles
      where rolname = current_user`;
    if (role === undefined || role.above) {
      throw new Error(
        `The database role ${role?.name ?? '?'} is not bound by row security; use the application role of the migrations.`,
      );
    }
    await sql`select ensure_incarnation()`;
  } catch (error) {
    await sql.end({ timeout: CLOSE_WAIT_S });
    throw error;
  }
  return { sql, drizzle: drizzleWithOurTypes(sql), close: () => sql.end({ timeout: CLOSE_WAIT_S }) };
}

/** The only way to tenant tables: a transaction that sees and writes the rows of one organization. */
export function withTenant<T>(db: Database, orgId: string, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return withSetting(db, 'app.org_id', orgId, fn);
}

/**
 * From here on the transaction is one of another organization: for what changes two of them at once or not at all.
 * Whoever writes to both trails writes in the order of their ids, so that two who do so wait and never deadlock.
 */
export async function goOnAs(tx: Tx, orgId: string): Promise<void> {
  await tx`select set_config('app.org_id', ${orgId}, true)`;
}

/** Shows a person's own memberships, before an organization is chosen. */
export function withPerson<T>(db: Database, personId: string, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return withSetting(db, 'app.person_id', personId, fn);
}

/** Shows one agent key by its public id, before its organization is known. */
export function withKeyId<T>(db: Database, keyId: string, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return withSetting(db, 'app.key_id', keyId, fn);
}

/** Shows the pairing codes of one locator, before their organization is known. */
export function withCodeLocator<T>(db: Database, locator: string, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return withSetting(db, 'app.code_locator', locator, fn);
}

function withSetting<T>(db: Database, setting: string, value: string, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(db, '', async (tx) => {
    await tx`select set_config(${setting}, ${value}, true)`;
    return fn(tx);
  });
}

/**
 * The answer passes the driver by, which would await the members of an array, and hold what it hands on for as long as it
 * holds rows (`rows-of.ts`): with overviews of 300 shops a collection moved 1.6 MB instead of 0.2 (measured).
 */
export async function inTransaction<T>(db: Database, mode: string, fn: (tx: Tx) => Promise<T>): Promise<T> {
  const answers: T[] = [];
  await db.sql.begin(mode, async (tx) => {
    answers.push(await fn(tx));
  });
  return answers.pop() as T;
}

/** drizzle replaces the driver's date and JSON conversions in place; ours are put back so that both see the same values. */
function drizzleWithOurTypes(sql: postgres.Sql): PostgresJsDatabase {
  const { parsers, serializers } = sql.options;
  const kept = { parsers: { ...parsers }, serializers: { ...serializers } };
  const database = drizzle(sql);
  Object.assign(parsers, kept.parsers);
  Object.assign(serializers, kept.serializers);
  return database;
}

function safeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint beyond a safe number: ${text}`);
  return value;
}

function instantText(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}
