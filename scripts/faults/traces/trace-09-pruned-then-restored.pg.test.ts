import type { CloudRules } from '@tillbridge/core/ingest/rules';
import type { AgentRules } from '@tillbridge/edge-agent/delivery/rules';
import { describe, expect, it } from 'vitest';
import { custodyOf, NOWHERE, ONCE, openTrace } from './open-trace.ts';

const MONTHS_LATER_MS = 100 * 86_400_000;

describe('trace 9: a fact was acknowledged and pruned, then the cloud was restored', () => {
  const trace = openTrace();

  async function prunedThenRestored(without: Partial<AgentRules>, cloudWithout: Partial<CloudRules> = {}) {
    const pc = trace.pc();
    pc.open();
    await pc.close();
    const backup = await trace.cloud.backUp();
    pc.open();
    const f1 = pc.sell();
    pc.connect();
    await pc.settle();
    await pc.close();
    const other = trace.clone(pc);
    pc.open(without);
    pc.journal.tend(Date.now() + MONTHS_LATER_MS);
    expect(pc.journal.linesFrom(f1.epoch, 1, 1)).toMatchObject([{ bytes: null }]);
    await trace.cloud.restore(backup);
    trace.cloud.rules(cloudWithout);
    const f2 = pc.sell();
    pc.connect();
    return { pc, other, f1, f2 };
  }

  it('the range is declared lost, openly, and the shop goes on', async () => {
    const { pc, f1, f2 } = await prunedThenRestored({});
    await pc.settle();
    const view = await trace.cloud.look();
    expect(view.losses).toMatchObject([{ first: 1, last: 1, lastHash: f1.hash, filled: false }]);
    expect(custodyOf(view, f2.hash)).toEqual(ONCE);
  });

  it('any copy that still has the bytes fills it', async () => {
    const { pc, other, f1 } = await prunedThenRestored({});
    await pc.settle();
    other.open();
    other.connect();
    await other.settle();
    const view = await trace.cloud.look();
    expect(custodyOf(view, f1.hash)).toEqual(ONCE);
    expect(view.losses).toMatchObject([{ filled: true }]);
  });

  it('taken out: a loss that is not declared is a gap for ever', async () => {
    const { pc, f2 } = await prunedThenRestored({ declareLost: false });
    await pc.flow(3);
    expect(custodyOf(await trace.cloud.look(), f2.hash)).toEqual(NOWHERE);
    expect(pc.journal.pending()).toBeGreaterThan(0);
  });
});
