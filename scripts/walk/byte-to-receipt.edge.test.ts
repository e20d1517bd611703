import { createHash } from 'node:crypto';
import { sumLines } from '@tillbridge/shared/cash';
import type { Fact } from '@tillbridge/shared/fact';
import Sqlite from 'better-sqlite3';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ClonedDatabase, cloneDatabase } from '../postgres/clone-database.ts';
import { startWalk, type TillAnswer, type WalkStack } from './walk-stack.ts';

const PRICE_MINOR = 13_725;
const SEQUENCE_BITS = 2 ** 40;

let clone: ClonedDatabase;
let cloud: postgres.Sql;
let walk: WalkStack;
let answer: TillAnswer;

beforeAll(async () => {
  clone = await cloneDatabase();
  cloud = postgres(clone.superUrl, { max: 1 });
  walk = await startWalk(clone.appUrl, { pages: false });
  answer = await walk.sell(PRICE_MINOR, 'WALK-1');
}, 120_000);
afterAll(async () => {
  await walk?.stop();
  await cloud?.end();
  await clone?.drop();
});

interface Row {
  readonly raw: Buffer;
  readonly sequence: string;
  readonly epoch: string;
}

/** The sale's fact as the cloud keeps it, once the cloud has it. */
function arrivedFact(): Promise<Row> {
  return vi.waitFor(async () => {
    const [row] = await cloud<Row[]>`
      select f.raw, f.sequence, f.epoch
      from facts f
      join cash_transactions t using (org_id, business_date, agent_id, epoch, sequence, branch)
      where t.transaction_id = ${answer.operation}`;
    if (row === undefined) throw new Error('not there yet');
    return row;
  }, 20_000);
}

test('the customer paid, got the change, and the machine on the line holds exactly the difference', async () => {
  expect(answer.outcome).toBe('completed');
  expect(answer.inMinor - answer.outMinor).toBe(PRICE_MINOR);
  expect(walk.overTty).toBe(process.platform === 'linux');
  const { cash } = await walk.machine();
  expect(cash.inserted.some((pieces) => pieces > 0)).toBe(true);
});

test('the bytes in Postgres are the bytes in the journal, and their hash is the next link of the chain', async () => {
  const row = await arrivedFact();
  const journal = new Sqlite(walk.journalFile, { readonly: true });
  try {
    const { ordinal } = journal.prepare('select ordinal from epoch where epoch = ?').get(row.epoch) as {
      ordinal: number;
    };
    const place = ordinal * SEQUENCE_BITS + Number(row.sequence);
    const kept = journal.prepare('select bytes, hash from fact where place = ?').get(place) as {
      bytes: Buffer;
      hash: Buffer;
    };
    expect(row.raw.equals(kept.bytes)).toBe(true);
    expect(createHash('sha256').update(row.raw).digest().equals(kept.hash)).toBe(true);
    const [segment] = await cloud<{ hashes: Buffer; first: string }[]>`
      select hashes, first from stream_segments
      where epoch = ${row.epoch} and ${row.sequence}::bigint between first and last`;
    const at = (Number(row.sequence) - Number(segment?.first)) * 32;
    expect(segment?.hashes.subarray(at, at + 32).equals(kept.hash)).toBe(true);
  } finally {
    journal.close();
  }
});

test('the receipt covers the fact: the high water has passed it and the journal may let it go', async () => {
  const row = await arrivedFact();
  await vi.waitFor(() => {
    const journal = new Sqlite(walk.journalFile, { readonly: true });
    try {
      const { acked } = journal.prepare('select acked from epoch where epoch = ?').get(row.epoch) as { acked: number };
      expect(acked).toBeGreaterThanOrEqual(Number(row.sequence));
    } finally {
      journal.close();
    }
  }, 20_000);
});

test('the fact, its lines, its summary and its intent all tell the same amount', async () => {
  const row = await arrivedFact();
  const fact = JSON.parse(row.raw.toString('utf8')) as Fact<'cash.transaction'>;
  expect(sumLines(fact.body.lines, 'in')).toBe(answer.inMinor);
  expect(sumLines(fact.body.lines, 'out')).toBe(answer.outMinor);
  const [lines] = await cloud<{ net: string }[]>`
    select sum(case direction when 'in' then 1 else -1 end * value_minor * pieces) as net
    from denomination_lines
    where transaction_id = ${answer.operation}`;
  expect(Number(lines?.net)).toBe(PRICE_MINOR);
  const [sums] = await cloud<{ differing: string }[]>`
    select count(*) as differing from (
      select shop_id, business_date, kind, sum(n) from (
        select shop_id, business_date, kind, transactions as n from daily_summaries
        union all
        select shop_id, business_date, kind, -1 from cash_transactions
      ) as both_sides
      group by 1, 2, 3
      having sum(n) <> 0
    ) as off`;
  expect(Number(sums?.differing)).toBe(0);
  expect(await cloud`select 1 from open_operations where operation_id = ${answer.operation}`).toHaveLength(0);
  expect(fact.body.steps[0]).toMatchObject({ where: 'journal', code: 'intent_written' });
});
