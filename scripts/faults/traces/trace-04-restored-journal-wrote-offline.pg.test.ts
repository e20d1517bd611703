import type { AgentRules } from '@tillbridge/edge-agent/delivery/rules';
import { describe, expect, it } from 'vitest';
import { ASIDE, custodyOf, NOWHERE, ONCE, openTrace } from './open-trace.ts';

describe('trace 4: a restored journal has written offline at a place the cloud knows', () => {
  const trace = openTrace();

  /** Copy of the empty journal; f1 delivered; journal put back, witness and all; f2 written offline at the same place. */
  async function restoredAndWritten(without: Partial<AgentRules>) {
    const pc = trace.pc();
    pc.open();
    await pc.close();
    const empty = pc.backUp();
    pc.open();
    const f1 = pc.sell();
    pc.connect();
    await pc.settle();
    await pc.close();
    pc.restore(empty, { witness: 'gone' });
    // Two starts without a line: the number of the start no longer shows that the journal is old.
    for (let starts = 0; starts < 2; starts++) {
      pc.open(without);
      await pc.close();
    }
    pc.open(without);
    const f2 = pc.sell();
    expect(f2).toMatchObject({ epoch: f1.epoch, sequence: f1.sequence });
    pc.connect();
    await pc.settle();
    return { pc, f1, f2 };
  }

  it('the high water is not believed: the agent leaves, and f2 travels as the tail', async () => {
    const { pc, f1, f2 } = await restoredAndWritten({});
    const view = await trace.cloud.look();
    expect(custodyOf(view, f1.hash)).toEqual(ONCE);
    expect(custodyOf(view, f2.hash)).toEqual(ASIDE);
    expect(pc.journal.epochs()).toHaveLength(2);
  });

  it('taken out: f2 is taken for delivered and never leaves the shop', async () => {
    const { pc, f2 } = await restoredAndWritten({ believeOwnHashOnly: false });
    expect(pc.journal.pending()).toBe(0);
    expect(custodyOf(await trace.cloud.look(), f2.hash)).toEqual(NOWHERE);
  });
});
