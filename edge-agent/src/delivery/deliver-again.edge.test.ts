import { AGAIN_LINES_MAX, AGAIN_STRETCHES_MAX } from '@tillbridge/shared/sync';
import { describe, expect, test } from 'vitest';
import { bytesOf, drained, openFloor, type Shop } from './testing/floor.ts';
import { aFact, SHORT_WAITS, until } from './testing/shop.ts';

const floor = openFloor();
/** Opens often, so that it hears soon what the cloud asks for. */
const OFTEN = { waits: { ...SHORT_WAITS, openEveryMs: 5 } };

async function shopWith(facts: number): Promise<Shop & { readonly shop: Shop; readonly epoch: string }> {
  const shop = floor.shop(floor.dir(), {}, OFTEN);
  shop.journal.appendAll(Array.from({ length: facts }, (_, at) => aFact(`fact ${at + 1}`)));
  await drained(shop.journal);
  return { ...shop, shop, epoch: shop.journal.live().epoch };
}
const answered = () => until('the cloud was answered', () => floor.cloud().agains().length > 0);
const sent = () =>
  floor
    .cloud()
    .agains()
    .flatMap(({ lines }) => lines.map(({ sequence }) => sequence));
const change = (sequence: number) =>
  floor.edit(
    `update fact set bytes = cast(replace(cast(bytes as text), 'fact', 'FALSE') as blob) where place % 1099511627776 = ${sequence}`,
  );

describe('what the cloud has lost', () => {
  test('is sent again verbatim, and moves no high water', async () => {
    const { journal, epoch } = await shopWith(9);
    const batches = floor.cloud().batches().length;
    floor.cloud().lose(epoch, 2, 3, 9);
    await until('all is back', () =>
      floor
        .cloud()
        .facts(epoch)
        .every((bytes) => bytes !== undefined),
    );
    expect(floor.cloud().facts(epoch)).toEqual(bytesOf(journal, epoch));
    expect(new Set(sent())).toEqual(new Set([2, 3, 9]));
    expect(floor.cloud().batches()).toHaveLength(batches);
    expect(journal.live()).toMatchObject({ epoch, acked: 9 });
  });

  test('waits for fresh facts, in one request at a time', async () => {
    const { journal, epoch } = await shopWith(2);
    floor.cloud().lose(epoch, 1);
    floor.cloud().cut = ({ path }) => path.endsWith('/batch');
    const before = floor.cloud().agains().length;
    journal.append(aFact('fresh'));
    const opens = floor.cloud().opens().length;
    await until('some opens more', () => floor.cloud().opens().length > opens + 3);
    expect(floor.cloud().agains().length - before).toBeLessThanOrEqual(1);
    floor.cloud().cut = () => false;
    await drained(journal);
    await until('it is back', () => floor.cloud().facts(epoch)[0] !== undefined);
    expect(floor.cloud().inFlightMost).toBe(1);
  });

  test('and was edited or pruned here is said to be gone, and never sent', async () => {
    const { journal, epoch } = await shopWith(6);
    change(4);
    floor.edit('update fact set bytes = null where place % 1099511627776 = 2');
    floor.cloud().asks = [{ epoch, from: 1, to: 6 }];
    await answered();
    const [answer] = floor.cloud().agains();
    expect(answer?.lines.map(({ sequence }) => sequence)).toEqual([1, 3, 5, 6]);
    expect(answer?.gone).toEqual([
      { from: 2, to: 2 },
      { from: 4, to: 4 },
    ]);
    expect(journal.live().epoch).toBe(epoch);
  });

  test('is sent of an epoch that was left, too', async () => {
    const { journal, epoch } = await shopWith(3);
    journal.leave('witness');
    journal.append(aFact('after'));
    await until('the left epoch is held', () => journal.epochs()[0]?.held === true);
    floor.cloud().lose(epoch, 3);
    await until('it is back', () => floor.cloud().facts(epoch)[2] !== undefined);
  });

  test('goes in pieces that are answered one by one', async () => {
    const first = await shopWith(2 * AGAIN_LINES_MAX + 1);
    await floor.close(first.shop);
    floor.cloud().asks = [{ epoch: first.epoch, from: 1, to: 2 * AGAIN_LINES_MAX + 1 }];
    floor.shop();
    await until('three pieces', () => floor.cloud().agains().length >= 3);
    const pieces = floor
      .cloud()
      .agains()
      .slice(0, 3)
      .map(({ lines }) => lines.length);
    expect(pieces).toEqual([AGAIN_LINES_MAX, AGAIN_LINES_MAX, 1]);
  });
});

describe('a cloud that asks strangely', () => {
  test.each([
    ['for places that were never written', (epoch: string) => [{ epoch, from: 7, to: 9 }]],
    ['for an epoch of somebody else', () => [{ epoch: '0'.repeat(32), from: 1, to: 2 }]],
    ['for a stretch that ends before it begins', (epoch: string) => [{ epoch, from: 3, to: 2 }]],
  ])('%s: is answered nothing, and the delivery goes on', async (_, asks) => {
    const { journal, epoch } = await shopWith(3);
    floor.cloud().asks = asks(epoch);
    const opens = floor.cloud().opens().length;
    await until('two opens more', () => floor.cloud().opens().length > opens + 2);
    journal.append(aFact('fresh'));
    await drained(journal);
    expect(floor.cloud().agains()).toEqual([]);
  });

  test('for more than it may is answered so much and no more', async () => {
    const { epoch } = await shopWith(3);
    floor.cloud().asks = [
      ...Array.from({ length: AGAIN_STRETCHES_MAX }, () => ({ epoch, from: 1, to: Number.MAX_SAFE_INTEGER })),
      { epoch, from: 2, to: 2 },
    ];
    await answered();
    expect(
      floor
        .cloud()
        .agains()[0]
        ?.lines.map(({ sequence }) => sequence),
    ).toEqual([1, 2, 3]);
  });

  test.each([404, 400, 413, 500])('and answers %i to what it asked for: fresh facts go on at once', async (status) => {
    const { journal, epoch } = await shopWith(2);
    floor.cloud().refuse = ({ path }) => (path.endsWith('/again') ? { status, body: { code: 'x' } } : undefined);
    floor.cloud().lose(epoch, 1);
    await answered();
    journal.append(aFact('fresh'));
    await drained(journal);
    expect(journal.epochs()).toHaveLength(1);
  });

  test('and was put back before it heard the answer: it is opened to again first', async () => {
    const { journal, epoch } = await shopWith(2);
    floor.cloud().refuse = ({ path }) =>
      path.endsWith('/again') ? { status: 409, body: { code: 'sync.reopen' } } : undefined;
    floor.cloud().lose(epoch, 1);
    await answered();
    floor.cloud().asks = [];
    const opens = floor.cloud().opens().length;
    await until('an open more', () => floor.cloud().opens().length > opens);
    journal.append(aFact('fresh'));
    await drained(journal);
  });
});
