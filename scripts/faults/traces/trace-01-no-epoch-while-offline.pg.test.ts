import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { custodyOf, NOWHERE, ONCE, openTrace } from './open-trace.ts';

describe('trace 1: a customer pays before the cloud was ever reached', () => {
  const trace = openTrace();

  it('the agent makes the epoch, writes the fact, and the cloud takes both later', async () => {
    const pc = trace.pc();
    pc.open();
    const first = pc.sell();
    expect(first).toMatchObject({ sequence: 1 });
    pc.connect();
    await pc.settle();
    expect(custodyOf(await trace.cloud.look(), first.hash)).toEqual(ONCE);
  });

  it('a journal lost on an offline night is followed by another epoch at once', async () => {
    const pc = trace.pc();
    pc.open();
    const lost = pc.sell();
    await pc.close();
    rmSync(join(pc.dir, 'journal.sqlite'));
    pc.open();
    const next = pc.sell();
    expect(next.sequence).toBe(1);
    expect(next.epoch).not.toBe(lost.epoch);
    pc.connect();
    await pc.settle();
    expect(custodyOf(await trace.cloud.look(), next.hash)).toEqual(ONCE);
  });

  it('taken out: where only the cloud may name an epoch, the fact of an agent-made one is never taken', async () => {
    trace.cloud.rules({ createUnknownEpoch: false });
    const pc = trace.pc();
    pc.open();
    const first = pc.sell();
    pc.connect();
    await pc.flow(3);
    expect(custodyOf(await trace.cloud.look(), first.hash)).toEqual(NOWHERE);
    expect(pc.journal.pending()).toBe(1);
  });
});
