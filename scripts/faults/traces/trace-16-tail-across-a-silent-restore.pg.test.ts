import type { CloudRules } from '@tillbridge/core/ingest/rules';
import type { AppendedFact } from '@tillbridge/edge-agent/journal/journal';
import { BATCH_LINES_MAX } from '@tillbridge/shared/sync';
import { describe, expect, it } from 'vitest';
import { ASIDE, custodyOf, NOWHERE, ONCE, openTrace } from './open-trace.ts';
import type { Held, TracePc } from './trace-pc.ts';

describe('trace 16: the disk of the cloud is put back between two batches of a tail', () => {
  const trace = openTrace();

  /** A's facts fill two batches; B, a copy without them, has taken the epoch; A sends its tail. */
  async function longTail(without: Partial<CloudRules> = {}, sellsFirst = false) {
    trace.cloud.rules(without);
    const a = trace.pc();
    a.open();
    await a.close();
    const b = trace.clone(a);
    a.open();
    const written = a.notes(BATCH_LINES_MAX + 1);
    b.open();
    if (sellsFirst) b.sell();
    b.connect();
    await b.settle();
    a.connect();
    await a.flow(2);
    return { a, written };
  }

  /** The first batch is received, the second one on its way, and what the cloud received is gone again. */
  async function putBackBetween(a: TracePc): Promise<Held> {
    const first = await a.asks('batch');
    const backup = await trace.cloud.backUp();
    expect(await first.pass()).toBe(200);
    const second = await a.asks('batch');
    await trace.cloud.restoreUnderfoot(backup);
    return second;
  }

  async function expectEach(written: readonly AppendedFact[], custody: typeof ONCE): Promise<void> {
    const view = await trace.cloud.look();
    for (const { hash } of written) expect(custodyOf(view, hash)).toEqual(custody);
  }

  it('the second batch is refused, and the tail begins again', async () => {
    const { a, written } = await longTail();
    expect(await (await putBackBetween(a)).pass()).toBe(409);
    await a.settle();
    await expectEach(written, ONCE);
  });

  it('taken out: the second batch is stranded, the epoch counts as held, and the first batch is nowhere', async () => {
    const { a, written } = await longTail({ frontFirst: false });
    expect(await (await putBackBetween(a)).pass()).toBe(200);
    await a.settle();
    expect(a.journal.epochs()[0]).toMatchObject({ held: true });
    await expectEach(written.slice(0, -1), NOWHERE);
  });

  it('twice in a row costs two beginnings', async () => {
    const { a, written } = await longTail();
    expect(await (await putBackBetween(a)).pass()).toBe(409);
    await (await a.asks('open')).pass();
    expect(await (await putBackBetween(a)).pass()).toBe(409);
    await a.settle();
    await expectEach(written, ONCE);
  });

  it('a tail that can never join the stream, because its places are taken, lies whole beside it', async () => {
    const { a, written } = await longTail({}, true);
    expect(await (await putBackBetween(a)).pass()).toBe(409);
    await a.settle();
    await expectEach(written, ASIDE);
  });

  it('a second batch that comes late finds nothing to follow, and does no damage', async () => {
    const { a, written } = await longTail();
    const arrive = (await putBackBetween(a)).late();
    await a.pauseDelivery();
    expect(await arrive()).toBe(409);
    a.connect();
    await a.settle();
    expect(await arrive()).toBe(200);
    await expectEach(written, ONCE);
  });

  it('a PC that restarts in the midst of its tail begins it again', async () => {
    const { a, written } = await longTail();
    (await putBackBetween(a)).lose();
    await a.close();
    a.open();
    a.connect();
    await a.settle();
    await expectEach(written, ONCE);
  });

  it('put back behind the last batch, the whole tail is wanted again', async () => {
    const { a, written } = await longTail();
    const backup = await trace.cloud.backUp();
    await a.settle();
    await trace.cloud.restoreUnderfoot(backup);
    await a.pauseDelivery();
    a.connect();
    await a.settle();
    await expectEach(written, ONCE);
  });
});
