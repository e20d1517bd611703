import type { CloudRules } from '@tillbridge/core/ingest/rules';
import { describe, expect, it } from 'vitest';
import { openTrace } from './open-trace.ts';
import type { TracePc } from './trace-pc.ts';

describe('trace 3: an open of an earlier start arrives late', () => {
  const trace = openTrace();

  /** A, killed once, had sent open(last 0); it opens again, delivers f1; the old open arrives. */
  async function lateOpen(without: Partial<CloudRules>): Promise<TracePc> {
    trace.cloud.rules(without);
    const pc = trace.pc();
    pc.open();
    pc.connect();
    const arrive = (await pc.asks('open')).late();
    await pc.close();
    pc.open();
    pc.sell();
    pc.connect();
    await pc.settle();
    expect(await arrive()).toBe(200);
    return pc;
  }

  it('it changes nothing: neither the high water nor who may send', async () => {
    const pc = await lateOpen({});
    expect((await trace.cloud.look()).streams).toMatchObject([{ highWater: 1, startNumber: 2 }]);
    pc.sell();
    expect(await (await pc.asks('batch')).pass()).toBe(200);
    await pc.settle();
    expect(pc.journal.epochs()).toHaveLength(1);
  });

  it('taken out: an open that does more than compare rolls the stream back', async () => {
    await lateOpen({ openOnlyCompares: false });
    expect((await trace.cloud.look()).streams).toMatchObject([{ highWater: 0 }]);
  });

  it('taken out: where the start does not decide, it takes the sender away from the newer one', async () => {
    await lateOpen({ startDecides: false });
    expect((await trace.cloud.look()).streams).toMatchObject([{ startNumber: 1 }]);
  });
});
