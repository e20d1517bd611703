import { describe, expect, it } from 'vitest';
import { custodyOf, NOWHERE, ONCE, openTrace } from './open-trace.ts';
import type { TracePc } from './trace-pc.ts';

describe('trace 2: the cloud is restored to before the epoch was registered', () => {
  const trace = openTrace();

  /** Backup, f1 acknowledged in a new epoch, restore. */
  async function acknowledgedThenRestored(): Promise<{ pc: TracePc; hash: string }> {
    const backup = await trace.cloud.backUp();
    const pc = trace.pc();
    pc.open();
    const { hash } = pc.sell();
    pc.connect();
    await pc.settle();
    await pc.close();
    await trace.cloud.restore(backup);
    expect(custodyOf(await trace.cloud.look(), hash)).toEqual(NOWHERE);
    pc.open();
    pc.connect();
    return { pc, hash };
  }

  it('the unknown epoch is registered with high water 0, and f1 is sent again', async () => {
    const { pc, hash } = await acknowledgedThenRestored();
    await (await pc.asks('open')).pass();
    await pc.settle();
    const view = await trace.cloud.look();
    expect(custodyOf(view, hash)).toEqual(ONCE);
    expect(view.streams).toMatchObject([{ highWater: 1 }]);
    expect(pc.journal.epochs()).toHaveLength(1);
  });

  it('a clone that opens with the same epoch cannot be taken for another one of that name', async () => {
    const { pc, hash } = await acknowledgedThenRestored();
    await pc.settle();
    await pc.close();
    const clone = trace.clone(pc);
    for (const one of [pc, clone]) one.open();
    const [a, b] = [pc.sell(), clone.sell()];
    for (const one of [pc, clone]) {
      one.connect();
      await one.settle();
    }
    const view = await trace.cloud.look();
    expect(custodyOf(view, hash)).toEqual(ONCE);
    const places = [a, b].map((fact) => custodyOf(view, fact.hash));
    expect(places).toContainEqual(ONCE);
    expect(places.every((place) => place.applied + place.pending === 1)).toBe(true);
    expect(pc.journal.live().epoch).not.toBe(clone.journal.live().epoch);
  });

  it('taken out: an epoch that is not registered again keeps f1 out of the cloud for ever', async () => {
    trace.cloud.rules({});
    const { pc, hash } = await acknowledgedThenRestored();
    trace.cloud.rules({ createUnknownEpoch: false });
    await pc.flow(3);
    expect(custodyOf(await trace.cloud.look(), hash)).toEqual(NOWHERE);
  });
});
