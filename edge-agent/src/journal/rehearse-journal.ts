import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { systemClock } from '../clock.ts';
import { openJournal } from './open-journal.ts';
import { readSchemaVersion, type SchemaVersion } from './schema-version.ts';
import { JOURNAL_FILE } from './set-aside.ts';

const BALLAST_BYTES = 4_096;
const BUSY_MS = 10_000;

/**
 * Opens a copy of a journal as this version would open the journal itself: brings it forward, reads every line, writes one.
 * The journal is only read, also while an agent writes it. Answers what the copy has become. Throws what opening throws.
 */
export function rehearseJournal(
  dir: string,
  scratch: string,
  agent: string,
): SchemaVersion & { readonly facts: number } {
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true, mode: 0o700 });
  try {
    copyJournal(join(dir, JOURNAL_FILE), join(scratch, JOURNAL_FILE));
    const clock = systemClock();
    const journal = openJournal({ dir: scratch, agent, clock, ballastBytes: BALLAST_BYTES });
    const now = new Date(clock.nowMs()).toISOString();
    const at = { occurredAt: now, businessDate: now.slice(0, 10), clockOk: true };
    journal.append({ kind: 'agent.event', body: { code: 'started', detail: 'rehearsal' }, ...at });
    const facts = journal.status().last;
    journal.close();
    const copy = new Database(join(scratch, JOURNAL_FILE), { readonly: true });
    try {
      return { ...readSchemaVersion(copy), facts };
    } finally {
      copy.close();
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** One snapshot, whatever is written meanwhile. */
function copyJournal(from: string, to: string): void {
  if (!existsSync(from)) return;
  const db = new Database(from, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
  try {
    db.prepare('vacuum into ?').run(to);
  } finally {
    db.close();
  }
}
