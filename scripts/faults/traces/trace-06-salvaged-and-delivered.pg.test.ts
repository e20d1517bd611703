import { redrive } from '@tillbridge/core/ingest/redrive';
import type { CloudRules } from '@tillbridge/core/ingest/rules';
import { describe, expect, it } from 'vitest';
import { editRow } from '../oracle/journal-view.ts';
import { WORLD } from '../world.ts';
import { custodyOf, ONCE, openTrace } from './open-trace.ts';
import type { TracePc } from './trace-pc.ts';

const MONTHS_LATER_MS = 100 * 86_400_000;

describe('trace 6: a line set aside by one copy is redriven, and sent again', () => {
  const trace = openTrace();

  async function redriveAll(): Promise<void> {
    for (const row of (await trace.cloud.look()).quarantine) {
      if (row.state !== 'pending' || row.rawHash !== row.hash) continue;
      const { agent, epoch, sequence, hash } = row;
      await redrive(
        trace.cloud.db,
        { org: WORLD.org, agent, epoch, sequence, hash },
        { rules: trace.cloud.currentRules },
      );
    }
  }

  /** A and B each wrote place 1 with B holding the epoch; both lines are sent, and A has not heard the answer to its tail. */
  async function bothWrote(
    without: Partial<CloudRules>,
  ): Promise<{ a: TracePc; b: TracePc; hashes: readonly string[] }> {
    trace.cloud.rules(without);
    const a = trace.pc();
    a.open();
    await a.close();
    const b = trace.clone(a);
    for (const one of [a, b]) one.open();
    const hashes = [a.sell().hash, b.sell().hash];
    b.connect();
    const ofB = await b.asks('open');
    await ofB.pass();
    const held = await b.asks('batch');
    a.connect();
    await (await a.asks('open')).pass();
    await (await a.asks('open')).pass();
    expect(await (await a.asks('batch')).loseAnswer()).toBe(200);
    expect(await held.pass()).toBe(409);
    return { a, b, hashes };
  }

  it('each is applied exactly once: one in the stream, the other in a branch', async () => {
    const { a, b, hashes } = await bothWrote({});
    await redriveAll();
    for (const one of [a, b]) await one.settle();
    const view = await trace.cloud.look();
    for (const hash of hashes) expect(custodyOf(view, hash)).toEqual(ONCE);
    expect(view.facts.map((fact) => fact.branch).sort()).toEqual([0, 1]);
  });

  it('taken out: a tail that is not looked up is applied and pending at once', async () => {
    const { a, b, hashes } = await bothWrote({ tailOnce: false });
    for (const one of [a, b]) await one.settle();
    expect(custodyOf(await trace.cloud.look(), hashes[0] ?? '')).toEqual({ applied: 1, pending: 1 });
  });

  /**
   * A has pruned three lines when the cloud is restored, and declares them lost. X has the first two of them, the third
   * one edited: they wait beside the loss and are redriven. Then Y, which has all three, fills it.
   */
  async function besideALoss(without: Partial<CloudRules>): Promise<string> {
    trace.cloud.rules(without);
    const a = trace.pc();
    a.open();
    await a.close();
    const backup = await trace.cloud.backUp();
    a.open();
    const [first] = a.notes(3);
    a.connect();
    await a.settle();
    await a.close();
    const x = trace.clone(a);
    const y = trace.clone(x);
    a.open();
    a.journal.tend(Date.now() + MONTHS_LATER_MS);
    await trace.cloud.restore(backup);
    a.note();
    a.connect();
    await a.settle();
    editRow(x.dir, first?.epoch ?? '', 3, Buffer.from('{"edited":true}'));
    for (const copy of [x, y]) {
      copy.open();
      copy.connect();
      await copy.settle();
      await redriveAll();
    }
    return first?.hash ?? '';
  }

  it('a redriven line whose place comes after all only lets the place advance', async () => {
    const hash = await besideALoss({});
    const view = await trace.cloud.look();
    expect(custodyOf(view, hash)).toEqual(ONCE);
    expect(view.losses).toMatchObject([{ first: 1, last: 3, filled: true }]);
  });

  it('taken out: a new line that is not looked up in quarantine is applied twice', async () => {
    const hash = await besideALoss({ quarantineLookup: false });
    expect(custodyOf(await trace.cloud.look(), hash)).toEqual({ applied: 2, pending: 0 });
  });
});
