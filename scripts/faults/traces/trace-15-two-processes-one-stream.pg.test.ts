import { gunzipSync } from 'node:zlib';
import { acceptBatch } from '@tillbridge/core/ingest/accept-batch';
import type { CloudRules } from '@tillbridge/core/ingest/rules';
import postgres from 'postgres';
import { describe, expect, it } from 'vitest';
import { until } from '../wait.ts';
import { custodyOf, ONCE, openTrace } from './open-trace.ts';
import { CALLER } from './trace-cloud.ts';

const DAY_MS = 86_400_000;

describe('trace 15: two API processes take one place of a stream at the same moment', () => {
  const trace = openTrace();

  /**
   * Two copies of one disk wrote place 1 on two business days, so that no unique key of the monthly tables can tell.
   * Both requests are decided before either commits: a third session holds the row that both must write last.
   */
  async function atOnce(without: Partial<CloudRules>) {
    trace.cloud.rules(without);
    const { currentRules: rules } = trace.cloud;
    const a = trace.pc();
    a.open();
    await a.close();
    const b = trace.clone(a);
    for (const pc of [a, b]) pc.open();
    const fA = a.sell();
    const fB = b.sell(-DAY_MS);
    b.sell(-DAY_MS);
    b.connect();
    await (await b.asks('open')).pass();
    const live = await b.asks('batch');
    a.connect();
    await (await a.asks('open')).pass();
    await (await a.asks('open')).pass();
    const tail = await a.asks('batch');
    const scope = await trace.cloud.scope();
    const [one, other] = [trace.cloud.db, await trace.cloud.another()];
    await trace.cloud.sql(async (sql) => {
      await sql
        .begin(async (tx) => {
          await tx`select from agents where agent_id = ${CALLER.agent} for update`;
          const first = acceptBatch(one, scope, gunzipSync(live.body), rules);
          await waiting(sql, 1);
          const second = acceptBatch(other, scope, gunzipSync(tail.body), rules);
          await waiting(sql, 2);
          return { settled: Promise.allSettled([first, second]) };
        })
        .then(({ settled }) => settled);
    });
    return { fA, fB };
  }

  it('the row of the stream is locked: one decides after the other', async () => {
    const { fA, fB } = await atOnce({});
    const view = await trace.cloud.look();
    expect(custodyOf(view, fB.hash)).toEqual(ONCE);
    expect(custodyOf(view, fA.hash)).toEqual({ applied: 0, pending: 1 });
    expect(view.streams).toContainEqual(expect.objectContaining({ epoch: fB.epoch, highWater: 2 }));
  });

  it('taken out: both facts stand at one place, and the high water falls', async () => {
    const { fA, fB } = await atOnce({ lockStream: false });
    const view = await trace.cloud.look();
    expect([fA, fB].map((fact) => custodyOf(view, fact.hash))).toEqual([ONCE, ONCE]);
    expect(view.streams).toContainEqual(expect.objectContaining({ epoch: fB.epoch, highWater: 1 }));
  });

  /** Waits until so many sessions stand before a lock. */
  async function waiting(sql: postgres.Sql, many: number): Promise<void> {
    const { options } = sql;
    const watcher = postgres({
      host: '127.0.0.1',
      port: options.port[0] ?? 0,
      database: options.database,
      user: options.user,
      password: String(options.pass),
      max: 1,
    });
    await until(`${many} waiting sessions`, 5_000, async () => {
      const rows = await watcher`select from pg_locks where not granted and pid <> pg_backend_pid()`;
      return rows.length >= many ? true : undefined;
    }).finally(() => watcher.end());
  }
});
