import { redrive } from '@tillbridge/core/ingest/redrive';
import type { CloudRules } from '@tillbridge/core/ingest/rules';
import { describe, expect, it } from 'vitest';
import { WORLD } from '../world.ts';
import { custodyOf, ONCE, openTrace } from './open-trace.ts';

describe('trace 10: a redrive begins, and the world changes before it inserts', () => {
  const trace = openTrace();

  const moveMachine = () =>
    trace.cloud.sql((sql) => sql`update machines set shop_id = ${WORLD.shop} where machine_id = ${WORLD.strayMachine}`);

  async function poisoned() {
    const pc = trace.pc();
    pc.open();
    pc.connect();
    await pc.settle();
    const backup = await trace.cloud.backUp();
    const f1 = pc.sellAtStrayMachine();
    await pc.settle();
    const row = (await trace.cloud.look()).quarantine[0];
    if (row === undefined) throw new Error('f1 is not in quarantine');
    const { agent, epoch, sequence, hash } = row;
    return { pc, backup, f1, key: { org: WORLD.org, agent, epoch, sequence, hash } };
  }

  it('a job taken before the restore finds no row and inserts nothing; the shop sends f1 again', async () => {
    const { pc, backup, f1, key } = await poisoned();
    await pc.close();
    await trace.cloud.restore(backup);
    await moveMachine();
    expect(await redrive(trace.cloud.db, key)).toEqual({ state: 'gone' });
    pc.open();
    pc.connect();
    await pc.settle();
    expect(custodyOf(await trace.cloud.look(), f1.hash)).toEqual(ONCE);
    expect(await redrive(trace.cloud.db, key)).toEqual({ state: 'gone' });
  });

  /** The job has read its row; the cloud's disk is put back to before f1; the job goes on and inserts. */
  async function restoredMeanwhile(without: Partial<CloudRules>) {
    const { pc, backup, f1, key } = await poisoned();
    await moveMachine();
    await pc.pauseDelivery();
    trace.cloud.rules(without);
    const meanwhile = async (): Promise<void> => {
      await trace.cloud.restoreUnderfoot(backup);
      await moveMachine();
    };
    await redrive(trace.cloud.db, key, { rules: trace.cloud.currentRules, meanwhile });
    return { pc, f1 };
  }

  it('a job that is about to write when the cloud is restored inserts nothing; the shop sends f1 again', async () => {
    const { pc, f1 } = await restoredMeanwhile({});
    expect((await trace.cloud.look()).facts).toEqual([]);
    pc.connect();
    await pc.settle();
    expect(custodyOf(await trace.cloud.look(), f1.hash)).toEqual(ONCE);
  });

  it('taken out: without compare-and-set it inserts f1 above the high water, where the shop is about to send it', async () => {
    const { f1 } = await restoredMeanwhile({ redriveCompareAndSet: false });
    const view = await trace.cloud.look();
    expect(view.streams).toMatchObject([{ highWater: 0 }]);
    expect(view.facts).toMatchObject([{ hash: f1.hash }]);
  });

  it('of two workers with one job, one inserts', async () => {
    const { f1, key } = await poisoned();
    await moveMachine();
    const second = async (): Promise<void> => {
      expect(await redrive(trace.cloud.db, key)).toMatchObject({ state: 'applied' });
    };
    expect(await redrive(trace.cloud.db, key, { meanwhile: second })).toEqual({ state: 'gone' });
    expect(custodyOf(await trace.cloud.look(), f1.hash)).toEqual(ONCE);
  });
});
