import type { AgentRules } from '@tillbridge/edge-agent/delivery/rules';
import { describe, expect, it } from 'vitest';
import { custodyOf, NOWHERE, ONCE, openTrace } from './open-trace.ts';

describe('trace 8: the tail of a left epoch is lost again by a restore of the cloud', () => {
  const trace = openTrace();

  /** f1 in epoch 1; epoch 1 is left; backup while epoch 2 is equal on both sides; the tail delivered; restored. */
  async function tailThenRestored(without: Partial<AgentRules>, silently: boolean) {
    const pc = trace.pc();
    pc.open();
    await pc.close();
    const old = pc.backUp();
    pc.open();
    const f1 = pc.sell();
    await pc.close();
    const written = pc.backUp();
    // The database file was put back under a newer witness: the epoch is left at once.
    pc.restore(old);
    pc.open();
    expect(pc.journal.epochs()).toHaveLength(2);
    await pc.close();
    pc.restore(written);
    pc.open();
    const live = pc.journal.live().epoch;
    expect(live).not.toBe(f1.epoch);
    pc.connect();
    await (await pc.asks('open')).pass();
    const tail = await pc.asks('batch');
    await pc.close();
    tail.lose();
    const backup = await trace.cloud.backUp();
    pc.open();
    pc.connect();
    await pc.settle();
    expect(custodyOf(await trace.cloud.look(), f1.hash)).toEqual(ONCE);
    await pc.close();
    await trace.cloud.restore(backup, { silently });
    expect(custodyOf(await trace.cloud.look(), f1.hash)).toEqual(NOWHERE);
    pc.open(without);
    pc.connect();
    await pc.settle();
    return f1.hash;
  }

  it('every open names every epoch, so f1 is asked for again', async () => {
    const hash = await tailThenRestored({}, false);
    expect(custodyOf(await trace.cloud.look(), hash)).toEqual(ONCE);
  });

  it('the hashes in the open are enough, where the restore left the incarnation as it was', async () => {
    const hash = await tailThenRestored({}, true);
    expect(custodyOf(await trace.cloud.look(), hash)).toEqual(ONCE);
  });

  it('taken out: an open that names only the live epoch loses f1 for ever', async () => {
    const hash = await tailThenRestored({ nameEveryEpoch: false }, false);
    expect(custodyOf(await trace.cloud.look(), hash)).toEqual(NOWHERE);
  });
});
