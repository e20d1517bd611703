import type { CloudRules } from '@tillbridge/core/ingest/rules';
import { describe, expect, it } from 'vitest';
import { openTrace } from './open-trace.ts';
import type { TracePc } from './trace-pc.ts';

describe('trace 7: two PCs run from one disk', () => {
  const trace = openTrace();

  /** Both run and open by turns, as every five minutes; gives who was told that the epoch is his, turn by turn. */
  async function turns(without: Partial<CloudRules>): Promise<{ pcs: readonly TracePc[]; kept: readonly boolean[] }> {
    trace.cloud.rules(without);
    const a = trace.pc();
    a.open();
    await a.close();
    const pcs = [a, trace.clone(a)];
    for (const pc of pcs) pc.open();
    const shared = a.journal.live().epoch;
    const kept: boolean[] = [];
    for (let turn = 0; turn < 6; turn++) {
      const pc = pcs[turn % 2] ?? a;
      pc.sell();
      pc.connect();
      await pc.settle();
      kept.push(pc.journal.live().epoch === shared);
      await pc.pauseDelivery();
    }
    return { pcs, kept };
  }

  it('exactly one keeps the epoch; the other leaves once, and never again', async () => {
    const { pcs, kept } = await turns({});
    expect(kept).toEqual([true, false, true, false, true, false]);
    expect(pcs.map((pc) => pc.journal.epochs().length)).toEqual([1, 2]);
  });

  it('taken out: where no start decides, both are told that the epoch is theirs', async () => {
    trace.cloud.rules({ startDecides: false });
    const a = trace.pc();
    a.open();
    await a.close();
    const b = trace.clone(a);
    for (const pc of [a, b]) pc.open();
    const holders: string[] = [];
    for (const pc of [a, b, a, b]) {
      pc.connect();
      await pc.settle();
      holders.push(await holder());
      await pc.pauseDelivery();
    }
    expect(new Set(holders).size).toBe(2);
    expect(holders[0]).toBe(holders[2]);
    expect(holders[1]).toBe(holders[3]);
  });

  async function holder(): Promise<string> {
    let nonce = '';
    await trace.cloud.sql(async (sql) => {
      const [row] = await sql<{ start_nonce: string }[]>`select start_nonce from streams`;
      nonce = row?.start_nonce ?? '';
    });
    return nonce;
  }
});
