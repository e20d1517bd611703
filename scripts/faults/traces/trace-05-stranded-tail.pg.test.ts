import type { AgentRules } from '@tillbridge/edge-agent/delivery/rules';
import { describe, expect, it } from 'vitest';
import { custodyOf, NOWHERE, ONCE, openTrace } from './open-trace.ts';

describe('trace 5: the PC that wrote a fact loses its epoch to a copy of its disk', () => {
  const trace = openTrace();

  /** Clone; A commits f1; B opens first and keeps the epoch; A leaves. */
  async function leftByA(without: Partial<AgentRules>) {
    const a = trace.pc();
    a.open();
    await a.close();
    const b = trace.clone(a);
    a.open(without);
    const f1 = a.sell();
    b.open();
    b.connect();
    await b.settle();
    a.connect();
    await a.flow(2);
    return { a, b, f1 };
  }

  it('the fact travels as the tail of the left epoch, verbatim, and is not copied into the new one', async () => {
    const { a, b, f1 } = await leftByA({});
    await a.settle();
    const view = await trace.cloud.look();
    expect(custodyOf(view, f1.hash)).toEqual(ONCE);
    expect(view.facts).toMatchObject([{ epoch: f1.epoch, sequence: 1, branch: 0 }]);
    expect(b.journal.live().epoch).toBe(f1.epoch);
    expect(a.journal.live()).toMatchObject({ last: 0 });
  });

  it('taken out: the fact stays where it is for ever', async () => {
    const { a, f1 } = await leftByA({ tailOfLeftEpochs: false });
    const next = a.sell();
    await (await a.asks('batch')).pass();
    const view = await trace.cloud.look();
    expect(custodyOf(view, next.hash)).toEqual(ONCE);
    expect(custodyOf(view, f1.hash)).toEqual(NOWHERE);
    expect(a.journal.pending()).toBe(1);
  });
});
