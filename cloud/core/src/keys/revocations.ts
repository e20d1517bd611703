import { open, readFile } from 'node:fs/promises';
import { type Database, type Tx, withTenant } from '../db/client.ts';

/** One line of the file outside the database: keys that are dead whatever a backup says. */
export interface Revocation {
  readonly at: string;
  readonly org: string;
  readonly agent: string;
  readonly keys: readonly string[];
}

/** Where revocations are kept beside the database; a restore cannot take them back. */
export interface RevocationFile {
  append(revocation: Revocation): Promise<void>;
}

/** Appends lines of JSON, each on the disk before the change that it tells of commits. */
export function revocationFile(path: string): RevocationFile {
  return {
    async append(revocation) {
      const file = await open(path, 'a', 0o600);
      try {
        await file.writeFile(`${JSON.stringify(revocation)}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    },
  };
}

/**
 * Puts every recorded revocation in force again, before the API opens: a database restored from an older backup must
 * not revive a key. Answers how many keys were alive that should not have been.
 */
export async function replayRevocations(db: Database, path: string): Promise<number> {
  let revived = 0;
  for (const revocation of await readRevocations(path)) {
    revived += await withTenant(db, revocation.org, (tx) => enforce(tx, revocation));
  }
  return revived;
}

async function enforce(tx: Tx, { org, agent, keys, at }: Revocation): Promise<number> {
  const dead = await tx`
    update agent_keys
    set revoked_at = ${at}::timestamptz
    where org_id = ${org} and agent_id = ${agent} and key_id = any(${[...keys]}::text[]) and revoked_at is null
    returning key_id`;
  return dead.length;
}

async function readRevocations(path: string): Promise<readonly Revocation[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  // The last line may be cut by a crash; then its change was never committed.
  const lines = text.split('\n');
  lines.pop();
  return lines.filter((line) => line !== '').map(readRevocation);
}

function readRevocation(line: string, index: number): Revocation {
  const value: unknown = JSON.parse(line);
  if (!isRevocation(value)) throw new Error(`line ${index + 1} of the file of revocations cannot be read`);
  return value;
}

function isRevocation(value: unknown): value is Revocation {
  if (typeof value !== 'object' || value === null) return false;
  const { at, org, agent, keys } = value as Record<keyof Revocation, unknown>;
  const texts = [at, org, agent].every((text) => typeof text === 'string');
  return texts && Array.isArray(keys) && keys.every((key) => typeof key === 'string');
}
