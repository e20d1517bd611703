import { gunzipSync } from 'node:zlib';
import { connectDatabase, type Database } from '@tillbridge/core/db/client';
import { acceptBatch } from '@tillbridge/core/ingest/accept-batch';
import { acceptOpen } from '@tillbridge/core/ingest/accept-open';
import { acceptSalvage } from '@tillbridge/core/ingest/accept-salvage';
import { ALL_RULES, type CloudRules } from '@tillbridge/core/ingest/rules';
import { type AgentScope, requireAgent } from '@tillbridge/core/keys/require-agent';
import { faultEntry } from '@tillbridge/shared/faults';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { OpenRequest } from '@tillbridge/shared/sync';
import postgres from 'postgres';
import { inject } from 'vitest';
import { type ClonedDatabase, cloneFrom } from '../../postgres/clone-database.ts';
import { type CloudView, connectOracle, readCloud } from '../oracle/cloud-view.ts';
import { seedWorld } from '../seed-world.ts';
import { WORLD } from '../world.ts';

/** The traces archive nothing. */
const NO_ARCHIVE = '/nowhere';

/** What a PC shows at the door: the name of its agent and the public id of its key. */
export interface Caller {
  readonly agent: string;
  readonly key: string;
}

export const CALLER: Caller = { agent: '01970000-0000-7000-8000-0000000000a1', key: 'TRACEKEY' };

/** The cloud of a trace: the real ingest on a real Postgres, asked one request at a time, backed up and restored. */
export interface TraceCloud {
  /** Rules in force from now on. */
  rules(without: Partial<CloudRules>): void;
  /** What the API would answer to this request. */
  serve(caller: Caller, path: string, body: Uint8Array | string): Promise<{ status: number; text: string }>;
  backUp(): Promise<string>;
  restore(backup: string, options?: { silently: boolean }): Promise<void>;
  /** The same under a process that runs on, as when a disk snapshot is put back. */
  restoreUnderfoot(backup: string): Promise<void>;
  look(): Promise<CloudView>;
  scope(caller?: Caller): Promise<AgentScope>;
  sql(work: (sql: postgres.Sql) => Promise<unknown>): Promise<void>;
  readonly db: Database;
  readonly currentRules: CloudRules;
  /** A second process on the same database. */
  another(): Promise<Database>;
  close(): Promise<void>;
}

const POOL_MAX = 4;

export async function openTraceCloud(): Promise<TraceCloud> {
  const server = inject('postgres');
  const made: ClonedDatabase[] = [];
  const guests: Database[] = [];
  let current = await cloneFrom(server);
  made.push(current);
  let rules = ALL_RULES;
  const asSuperuser = async (work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> => {
    const sql = postgres(current.superUrl, { max: 1, onnotice: () => undefined });
    await work(sql).finally(() => sql.end({ timeout: 2 }));
  };
  await asSuperuser((sql) =>
    sql.begin(async (tx) => {
      await seedWorld(tx);
      await seedAgent(tx);
    }),
  );
  let db = await connectDatabase({ url: current.appUrl, poolMax: POOL_MAX });
  const closeGuests = async (): Promise<void> => {
    for (const guest of [db, ...guests.splice(0)]) await guest.close();
  };
  return {
    get db() {
      return db;
    },
    get currentRules() {
      return rules;
    },
    rules: (without) => {
      rules = { ...ALL_RULES, ...without };
    },
    serve: (caller, path, body) => serve(db, rules, caller, path, body),
    backUp: async () => {
      await closeGuests();
      const backup = await cloneFrom(server, current.name);
      made.push(backup);
      db = await connectDatabase({ url: current.appUrl, poolMax: POOL_MAX });
      return backup.name;
    },
    restore: async (backup, { silently } = { silently: false }) => {
      await closeGuests();
      current = await cloneFrom(server, backup);
      made.push(current);
      if (!silently) await asSuperuser((sql) => sql`select new_incarnation()`);
      db = await connectDatabase({ url: current.appUrl, poolMax: POOL_MAX });
    },
    restoreUnderfoot: async (backup) => {
      const admin = postgres(server.superUrl, { max: 1, onnotice: () => undefined });
      await admin.unsafe(`drop database ${current.name} with (force)`);
      await admin.unsafe(`create database ${current.name} template ${backup} owner tillbridge_owner`);
      await admin.end({ timeout: 2 });
    },
    look: async () => {
      const sql = connectOracle(current.superUrl);
      return readCloud(sql, NO_ARCHIVE).finally(() => sql.end({ timeout: 2 }));
    },
    scope: (caller = CALLER) => requireAgent(db, { org: WORLD.org, ...caller }),
    sql: asSuperuser,
    another: async () => {
      const guest = await connectDatabase({ url: current.appUrl, poolMax: POOL_MAX });
      guests.push(guest);
      return guest;
    },
    close: async () => {
      await closeGuests();
      for (const one of made) await one.drop();
    },
  };
}

async function seedAgent(tx: postgres.TransactionSql): Promise<void> {
  const { org, shop } = WORLD;
  await tx`insert into agents (org_id, agent_id, shop_id, name) values (${org}, ${CALLER.agent}, ${shop}, 'PC')`;
  await tx`insert into agent_keys (org_id, key_id, agent_id, secret_hmac) values (${org}, ${CALLER.key}, ${CALLER.agent}, decode('00', 'hex'))`;
}

async function serve(db: Database, rules: CloudRules, caller: Caller, path: string, body: Uint8Array | string) {
  try {
    if (path === '/v1/agent/nonce') return ok({ nonce: 'of a trace' });
    const scope = await requireAgent(db, { org: WORLD.org, ...caller });
    if (path === '/v1/agent/token')
      return ok({ token: 'of a trace', expiresInMs: 600_000, agent: scope.agent, shop: scope.shop });
    if (path === '/v1/sync/batch') return ok(await acceptBatch(db, scope, gunzipSync(body), rules));
    const value: unknown = JSON.parse(String(body));
    if (path === '/v1/sync/open') return ok(await acceptOpen(db, scope, value as OpenRequest, rules));
    return ok(await acceptSalvage(db, scope, value as Parameters<typeof acceptSalvage>[2]));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const status = faultEntry(error.code)?.status ?? 500;
    return { status, text: JSON.stringify({ type: 'about:blank', title: error.code, status, code: error.code }) };
  }
}

function ok(value: unknown): { status: number; text: string } {
  return { status: 200, text: JSON.stringify(value) };
}
