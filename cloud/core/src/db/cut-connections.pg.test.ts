import { randomUUID } from 'node:crypto';
import net from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ClonedDatabase, cloneDatabase } from '../../../../scripts/postgres/clone-database.ts';
import { connectDatabase, type Database, withTenant } from './client.ts';
import { isDatabaseAway } from './database-away.ts';

const POOL_MAX = 6;
const CALLERS = 24;
const CUTS = 60;

/** A line to Postgres that can be torn like a network does it: reset, without a goodbye. */
interface Line {
  readonly url: string;
  cut(): void;
  close(): Promise<void>;
}

let database: ClonedDatabase;
let line: Line;
let db: Database;

beforeAll(async () => {
  database = await cloneDatabase();
  line = await openLine(database.appUrl);
  db = await connectDatabase({ url: line.url, poolMax: POOL_MAX });
});

afterAll(async () => {
  await db.close();
  await line.close();
  await database.drop();
});

// The driver as published ends the process here; `patches/` says what is mended.
test('connections cut at any moment fail their own transactions, and nothing else', async () => {
  const strange: unknown[] = [];
  let answered = 0;
  let lost = 0;
  let stop = false;
  const call = async () => {
    while (!stop) {
      try {
        await lookThrice(randomUUID());
        answered += 1;
      } catch (error) {
        if (isDatabaseAway(error)) lost += 1;
        else strange.push(error);
      }
      await nextTurn();
    }
  };
  const callers = Array.from({ length: CALLERS }, call);
  for (let cut = 0; cut < CUTS; cut += 1) {
    const before = answered;
    // Each cut waits until somebody got through again: a pool that no longer mends itself hangs here.
    while (answered === before) await nextTurn();
    for (let turn = 0; turn < cut % 7; turn += 1) await nextTurn();
    line.cut();
  }
  stop = true;
  await Promise.all(callers);

  expect(strange).toEqual([]);
  expect(lost).toBeGreaterThan(0);
  await everySlotWorks();
});

/** Three statements with turns between them; each must find itself in the transaction that the first one began. */
async function lookThrice(id: string): Promise<void> {
  await withTenant(db, id, async (tx) => {
    for (const padding of ['', 'x'.repeat(2_000), '']) {
      const [row] = await tx<{ mine: string }[]>`
        select current_setting('app.org_id', true) as mine, ${padding}::text as padding`;
      if (row?.mine !== id) throw new Error(`a statement ran outside its transaction: ${row?.mine}`);
      await nextTurn();
    }
  });
}

async function everySlotWorks(): Promise<void> {
  const pids = await Promise.all(
    Array.from({ length: POOL_MAX }, () => db.sql<{ pid: number }[]>`select pg_backend_pid() as pid, pg_sleep(0.2)`),
  );
  expect(new Set(pids.map(([row]) => row?.pid)).size).toBe(POOL_MAX);
}

async function openLine(url: string): Promise<Line> {
  const target = new URL(url);
  const ends = new Set<net.Socket>();
  const server = net.createServer((near) => {
    const far = net.connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        ends.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String(address.port);
  const cut = () => {
    let even = false;
    for (const end of ends) {
      even = !even;
      // Both ways in which a line dies: with an error, and with a plain end.
      if (even) end.resetAndDestroy();
      else end.destroy();
    }
  };
  return {
    url: through.href,
    cut,
    close: () =>
      new Promise((resolve) => {
        cut();
        server.close(() => {
          resolve();
        });
      }),
  };
}
