import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import type { TestServer } from './test-server.ts';

export interface ClonedDatabase {
  /** The owner's and the application's way into the clone. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly superUrl: string;
  readonly name: string;
  drop(): Promise<void>;
}

declare module 'vitest' {
  interface ProvidedContext {
    postgres: TestServer;
  }
}

/** A fresh database for this test file, cloned from the migrated template. Only in projects with a Postgres. */
export function cloneDatabase(): Promise<ClonedDatabase> {
  return cloneFrom(inject('postgres'));
}

/** The same outside vitest, or from another template than `tillbridge` (a backup, say). */
export async function cloneFrom(server: TestServer, template = 'tillbridge'): Promise<ClonedDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asSuperuser(server, `create database ${name} template ${template} owner tillbridge_owner`);
  return {
    name,
    ownerUrl: withDatabase(server.ownerUrl, name),
    appUrl: withDatabase(server.appUrl, name),
    superUrl: withDatabase(server.superUrl, name),
    drop: () => asSuperuser(server, `drop database if exists ${name} with (force)`),
  };
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function asSuperuser(server: TestServer, statement: string): Promise<void> {
  const sql = postgres(server.superUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
