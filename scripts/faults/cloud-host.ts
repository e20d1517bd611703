import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import postgres from 'postgres';
import type { TestServer } from '../postgres/test-server.ts';
import { type CloudProcess, startCloudProcess } from './cloud-process.ts';
import { type CloudView, connectOracle, readCloud } from './oracle/cloud-view.ts';
import { DATABASE_RULES } from './rules.ts';
import { until } from './wait.ts';
import { WORLD } from './world.ts';

const DATABASE_IN_USE = '55006';
const COPY_TRIES = 5;
const HELD_UP_MS = 10_000;

/** The cloud of one lane: a process with the real API, and a database of its own for each run. */
export interface CloudHost {
  readonly url: string;
  /** Grows with each restore, silent or not: which history of the database is in force. */
  readonly history: number;
  /** A fresh database, and an empty file of revocations beside it. */
  begin(revocationsFile: string): Promise<void>;
  /** Drops the run's database and its backups. */
  end(): Promise<void>;
  ask<T>(name: string, fields?: Readonly<Record<string, unknown>>): Promise<T>;
  kill(): Promise<void>;
  start(): Promise<void>;
  cutDatabase(): Promise<void>;
  backUp(): Promise<string>;
  /** Puts a backup back. Silently: as a disk snapshot would, without a new incarnation and under a running API. */
  restore(backup: string, silently: boolean): Promise<void>;
  moveStrayMachine(): Promise<void>;
  /** What the owner of the database does behind everybody's back, in one transaction; answers how many rows it changed. */
  alter(statements: readonly string[]): Promise<number>;
  /** Keeps every request that writes from committing until the returned function is called: a slow disk, a long lock. */
  hold(): Promise<() => Promise<void>>;
  /** Keeps one agent's batches in the middle of their transaction until the returned function is called, which revokes it. */
  holdStream(agent: string): Promise<() => Promise<void>>;
  /** Resolves when some request waits for a lock. */
  untilHeldUp(): Promise<void>;
  look(): Promise<CloudView>;
  close(): Promise<void>;
}

export interface CloudHostOptions {
  readonly server: TestServer;
  readonly template: string;
  readonly childFile: string;
  readonly secretsFile: string;
  readonly withoutRules: readonly string[];
  /** The process ended by itself, and was started again as a supervisor would. */
  readonly onCrash: () => void;
}

interface State {
  database: string;
  backups: string[];
  revocationsFile: string;
  history: number;
  oracle: postgres.Sql | undefined;
  /** End of the queue of those who need the database for themselves. */
  turn: Promise<unknown>;
}

export async function openCloudHost(options: CloudHostOptions): Promise<CloudHost> {
  const { server } = options;
  const admin = postgres(server.superUrl, { max: 1, onnotice: () => undefined });
  const state: State = {
    database: '',
    backups: [],
    revocationsFile: '',
    history: 0,
    oracle: undefined,
    turn: Promise.resolve(),
  };
  const api = startCloudProcess({
    file: options.childFile,
    onCrash: options.onCrash,
    serveFields: () => ({
      databaseUrl: withDatabase(server.appUrl, state.database),
      secretsFile: options.secretsFile,
      revocationsFile: state.revocationsFile,
      withoutRules: options.withoutRules,
    }),
  });
  return {
    get url() {
      return api.url;
    },
    get history() {
      return state.history;
    },
    begin: async (revocationsFile) => {
      state.revocationsFile = revocationsFile;
      state.database = `faults_${randomBytes(6).toString('hex')}`;
      state.history += 1;
      await admin.unsafe(`create database ${state.database} template ${options.template} owner tillbridge_owner`);
      await takeOut(server, state, options.withoutRules);
      await api.start();
    },
    end: () => endRun(admin, state, api),
    ask: api.ask,
    kill: api.kill,
    start: api.start,
    cutDatabase: async () => {
      await admin`
        select pg_terminate_backend(pid)
        from pg_stat_activity
        where datname = ${state.database} and application_name <> 'fault-oracle'`;
    },
    backUp: () => inTurn(state, () => backUp(admin, state)),
    restore: async (backup, silently) => {
      if (!silently) await api.leave();
      await inTurn(state, () => putBack(admin, server, state, backup, silently));
      if (!silently) await api.start();
    },
    moveStrayMachine: () => moveStrayMachine(server, state),
    alter: (statements) => alter(server, state, statements),
    hold: () => holdCommits(server, state),
    holdStream: (agent) => holdStream(server, state, agent),
    untilHeldUp: () => untilHeldUp(admin, state),
    look: () => inTurn(state, () => look(server, state)),
    close: async () => {
      await api.kill();
      await inTurn(state, () => closeOracle(state));
      await admin.end({ timeout: 2 });
    },
  };
}

async function endRun(admin: postgres.Sql, state: State, api: CloudProcess): Promise<void> {
  await api.leave();
  await inTurn(state, () => closeOracle(state));
  for (const name of [state.database, ...state.backups]) {
    await admin.unsafe(`drop database if exists ${name} with (force)`);
  }
  state.backups = [];
}

async function backUp(admin: postgres.Sql, state: State): Promise<string> {
  const name = `${state.database}_b${state.backups.length}`;
  await closeOracle(state);
  await withoutGuests(admin, state.database, () => copy(admin, state.database, name));
  state.backups.push(name);
  return name;
}

/** A guest who was let in just before the door was closed is seen only now, and asked to leave, too. */
async function copy(admin: postgres.Sql, database: string, name: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await admin.unsafe(`create database ${name} template ${database} owner tillbridge_owner`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== DATABASE_IN_USE || tries === COPY_TRIES) throw error;
      await untilAlone(admin, database);
    }
  }
}

/** A rule that lives in the database is taken out of the functions of this run's own. */
async function takeOut(server: TestServer, state: State, rules: readonly string[]): Promise<void> {
  const changes = rules.flatMap((rule) => DATABASE_RULES[rule] ?? []);
  if (changes.length === 0) return;
  const sql = postgres(withDatabase(server.superUrl, state.database), { max: 1 });
  for (const [name, text, without] of changes) {
    const [row] = await sql<{ written: string }[]>`select pg_get_functiondef(${name}::regproc) as written`;
    if (row?.written.includes(text) !== true) throw new Error(`${name} has no such rule any more: ${text}`);
    await sql.unsafe(row.written.replace(text, without));
  }
  await sql.end();
}

async function alter(server: TestServer, state: State, statements: readonly string[]): Promise<number> {
  const sql = postgres(withDatabase(server.superUrl, state.database), { max: 1 });
  const counts = await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    const changed: number[] = [];
    for (const statement of statements) changed.push((await tx.unsafe(statement)).count);
    return changed;
  });
  await sql.end();
  return counts.reduce((sum, count) => sum + count, 0);
}

async function moveStrayMachine(server: TestServer, state: State): Promise<void> {
  const sql = postgres(withDatabase(server.superUrl, state.database), { max: 1 });
  await sql`update machines set shop_id = ${WORLD.shop} where machine_id = ${WORLD.strayMachine}`;
  await sql.end();
}

async function holdCommits(server: TestServer, state: State): Promise<() => Promise<void>> {
  const url = withDatabase(server.superUrl, state.database);
  const sql = postgres(url, { max: 1, connection: { application_name: 'fault-oracle' } });
  const guest = await sql.reserve();
  await guest`begin`;
  await guest`select from agents for update`;
  return async () => {
    await guest`commit`;
    guest.release();
    await sql.end({ timeout: 1 });
  };
}

async function holdStream(server: TestServer, state: State, agent: string): Promise<() => Promise<void>> {
  const url = withDatabase(server.superUrl, state.database);
  const sql = postgres(url, { max: 1, connection: { application_name: 'fault-oracle' } });
  const guest = await sql.reserve();
  await guest`begin`;
  await guest`select from streams where agent_id = ${agent} for update`;
  return async () => {
    await guest`update agents set revoked_at = now() where agent_id = ${agent}`;
    await guest`commit`;
    guest.release();
    await sql.end({ timeout: 1 });
  };
}

async function untilHeldUp(admin: postgres.Sql, state: State): Promise<void> {
  await until('a request that waits for a lock', HELD_UP_MS, async () => {
    const [row] = await admin`
      select from pg_stat_activity
      where datname = ${state.database} and wait_event_type = 'Lock'
      limit 1`;
    return row;
  });
}

function look(server: TestServer, state: State): Promise<CloudView> {
  state.oracle ??= connectOracle(withDatabase(server.superUrl, state.database));
  return readCloud(state.oracle, archiveOf(state));
}

/** Beside the file of revocations: outside the database, so that a restore does not touch it. */
function archiveOf({ revocationsFile }: State): string {
  return join(dirname(revocationsFile), 'archive-store');
}

/** One at a time: a database that is copied or replaced has no guests, and the oracle has one connection. */
function inTurn<T>(state: State, work: () => Promise<T>): Promise<T> {
  const next = state.turn.then(work, work);
  state.turn = next.catch(() => undefined);
  return next;
}

async function closeOracle(state: State): Promise<void> {
  const closing = state.oracle;
  state.oracle = undefined;
  await closing?.end({ timeout: 1 });
}

/** The restored database is made ready under another name, so that no process ever sees it half restored. */
async function putBack(
  admin: postgres.Sql,
  server: TestServer,
  state: State,
  backup: string,
  silently: boolean,
): Promise<void> {
  const fresh = `${state.database}_n`;
  await admin.unsafe(`create database ${fresh} template ${backup} owner tillbridge_owner`);
  if (!silently) {
    const sql = postgres(withDatabase(server.superUrl, fresh), { max: 1 });
    await sql`select new_incarnation()`;
    await sql.end();
  }
  await closeOracle(state);
  await withoutGuests(admin, state.database, async () => {
    await admin.unsafe(`drop database ${state.database} with (force)`);
    await admin.unsafe(`alter database ${fresh} rename to ${state.database}`);
    state.history += 1;
  });
}

async function withoutGuests(admin: postgres.Sql, database: string, work: () => Promise<unknown>): Promise<void> {
  await admin.unsafe(`alter database ${database} with allow_connections false`);
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${database}`;
  try {
    await untilAlone(admin, database);
    await work();
  } finally {
    await admin.unsafe(`alter database ${database} with allow_connections true`);
  }
}

async function untilAlone(admin: postgres.Sql, database: string): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    const rows = await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${database}`;
    if (rows.length === 0) return;
  }
  throw new Error(`somebody stays connected to ${database}`);
}

export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
