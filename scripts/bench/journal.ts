import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@tillbridge/edge-agent/clock';
import { type NewFact, openJournal } from '@tillbridge/edge-agent/journal/journal';
import Database from 'better-sqlite3';
import { type Bench, inTurn, ratioRow } from './bench.ts';
import { saleBody } from './sale-body.ts';

const FACTS = 4_000;
/** Both sides first fill their log once, as in every journal older than an hour: a log that still grows syncs slower. */
const WARM_FACTS = 4_000;
const AGENT = '019a0000-0000-7000-8000-000000000001';

function ratePerSecond(count: number, work: () => void): number {
  const begun = process.hrtime.bigint();
  work();
  return count / (Number(process.hrtime.bigint() - begun) / 1e9);
}

/** Our append: canonical bytes, hash, chain, FULL commit. A fresh journal each time. */
function appendFacts(dir: string): number {
  const facts = Array.from({ length: WARM_FACTS + FACTS }, (_, n) => newSale(n));
  const journal = openJournal({
    dir: join(dir, `ours-${process.hrtime.bigint()}`),
    agent: AGENT,
    clock: systemClock(),
  });
  try {
    for (const fact of facts.slice(0, WARM_FACTS)) journal.append(fact);
    const counted = facts.slice(WARM_FACTS);
    return ratePerSecond(FACTS, () => {
      for (const fact of counted) journal.append(fact);
    });
  } finally {
    journal.close();
  }
}

function newSale(n: number): NewFact {
  const occurredAt = new Date().toISOString();
  return {
    kind: 'cash.transaction',
    body: saleBody(n),
    occurredAt,
    businessDate: occurredAt.slice(0, 10),
    clockOk: true,
  };
}

/** The limit: the same bytes by a prepared insert, one FULL commit each, nothing else. */
function insertBare(dir: string, bytes: Buffer): number {
  const db = new Database(join(dir, `bare-${process.hrtime.bigint()}.sqlite`));
  db.pragma('journal_mode = WAL');
  db.exec('create table line (place integer primary key, hash blob not null, bytes blob)');
  db.pragma('synchronous = FULL');
  const insert = db.prepare('insert into line (place, hash, bytes) values (?, ?, ?)');
  const hash = Buffer.alloc(32, 7);
  try {
    for (let n = 0; n < WARM_FACTS; n++) insert.run(n, hash, bytes);
    return ratePerSecond(FACTS, () => {
      for (let n = WARM_FACTS; n < WARM_FACTS + FACTS; n++) insert.run(n, hash, bytes);
    });
  } finally {
    db.close();
  }
}

export const journal: Bench = {
  id: 'journal',
  what: 'append one fact (canonical bytes, hash, chain, FULL commit), against a bare better-sqlite3 insert of the same bytes',
  async run(progress) {
    const dir = mkdtempSync(join(tmpdir(), 'tillbridge-bench-'));
    const bytes = Buffer.alloc(Buffer.byteLength(JSON.stringify(saleBody(0))) + 420, 32);
    try {
      const rates = await inTurn(
        async () => appendFacts(dir),
        async () => insertBare(dir, bytes),
        progress,
      );
      return ratioRow('journal', 'facts/s', rates, 0.8);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  },
};
