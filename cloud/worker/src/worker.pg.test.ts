import { randomUUID } from 'node:crypto';
import { connectDatabase } from '@tillbridge/core/db/client';
import { forgetExpired } from '@tillbridge/core/upkeep/forget-expired';
import { makeMonthsAhead } from '@tillbridge/core/upkeep/make-months-ahead';
import { pino } from 'pino';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ClonedDatabase, cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { QUEUES } from './queues.ts';
import { startWorker, type Worker } from './worker.ts';

let clone: ClonedDatabase;
let owner: postgres.Sql;

beforeAll(async () => {
  clone = await cloneDatabase();
  owner = postgres(clone.ownerUrl, { max: 2, onnotice: () => undefined });
});
afterAll(async () => {
  await owner?.end();
  await clone?.drop();
});

const silent = pino({ level: 'silent' });
const start = (): Promise<Worker> => startWorker({ databaseUrl: clone.appUrl, log: silent, pollSeconds: 0.5 });

async function throttle(key: string, endsIn: string): Promise<void> {
  await owner`insert into throttles (throttle_key, hits, window_ends_at) values (${key}, 1, now() + ${endsIn}::interval)`;
}

test('the worker forgets a throttle whose window is over and keeps one that still counts', async () => {
  await throttle('over', '-1 minute');
  await throttle('counts', '1 hour');
  const worker = await start();
  try {
    await vi.waitFor(async () => {
      const rows = await owner`select throttle_key from throttles`;
      expect(rows.map((row) => row['throttle_key'])).toEqual(['counts']);
    }, 20_000);
  } finally {
    await worker.stop();
  }
});

test('a job that was sent while no worker ran is done by the next one', async () => {
  const worker = await start();
  await worker.stop();
  await throttle('late', '-1 minute');
  await owner`insert into pgboss.job (name, data) values (${QUEUES.forgetExpired}, '{}')`;
  const next = await start();
  try {
    await vi.waitFor(
      async () => expect(await owner`select 1 from throttles where throttle_key = 'late'`).toHaveLength(0),
      20_000,
    );
  } finally {
    await next.stop();
  }
});

test('months are made ahead under the application role, and making them again changes nothing', async () => {
  const db = await connectDatabase({ url: clone.appUrl, poolMax: 1 });
  try {
    expect(await makeMonthsAhead(db, new Date('2031-11-30T12:00:00Z'))).toBe(12);
    expect(await makeMonthsAhead(db, new Date('2031-11-30T12:00:00Z'))).toBe(0);
    const [row] =
      await owner`select relrowsecurity and relforcerowsecurity as walled from pg_class where relname = 'facts_2032_02'`;
    expect(row?.['walled']).toBe(true);
  } finally {
    await db.close();
  }
});

test('an expired session is ended at its own time and its refresh tokens go a week later', async () => {
  const [org, person, session] = [randomUUID(), randomUUID(), randomUUID()];
  const superuser = postgres(clone.superUrl, { max: 1 });
  const db = await connectDatabase({ url: clone.appUrl, poolMax: 1 });
  try {
    await superuser`insert into organizations (org_id, name_th, name_en) values (${org}, 'ร้าน', 'Shop')`;
    await superuser`insert into people (person_id, email, name) values (${person}, 'someone@demo.test', 'Someone')`;
    await superuser`
      insert into sessions (session_id, person_id, org_id, expires_at)
      values (${session}, ${person}, ${org}, now() - interval '8 days')`;
    await superuser`insert into refresh_tokens (token_hash, session_id) values ('\\x01', ${session})`;
    expect(await forgetExpired(db)).toMatchObject({ sessionsEnded: 1, refreshTokens: 1 });
    const [row] = await superuser`select ended_because, ended_at = expires_at as at_its_time from sessions`;
    expect(row).toMatchObject({ ended_because: 'expired', at_its_time: true });
    expect(await forgetExpired(db)).toMatchObject({ sessionsEnded: 0, refreshTokens: 0 });
  } finally {
    await db.close();
    await superuser.end();
  }
});
