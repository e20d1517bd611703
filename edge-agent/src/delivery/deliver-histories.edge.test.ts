import { describe, expect, test } from 'vitest';
import { type AgentRules, ALL_RULES } from './rules.ts';
import { bytesOf, drained, openFloor, startOften } from './testing/floor.ts';
import { aFact, copyFolder, openAt, until } from './testing/shop.ts';

const floor = openFloor();

describe('histories that differ', () => {
  test('cloud restored: goes back to the agreed place and sends again', async () => {
    const { journal } = floor.shop();
    journal.append(aFact('one'));
    await drained(journal);
    const restore = floor.cloud().backup();
    journal.append(aFact('two'));
    await drained(journal);
    restore();
    journal.append(aFact('three'));
    await until('all three', () => floor.cloud().facts(journal.live().epoch).length === 3);
    expect(journal.epochs()).toHaveLength(1);
  });

  test('cloud restored to before an epoch: left epochs are wanted again', async () => {
    const restore = floor.cloud().backup();
    const first = floor.shop();
    first.journal.append(aFact('one'));
    await drained(first.journal);
    first.journal.leave('fork');
    first.journal.append(aFact('two'));
    await drained(first.journal);
    restore();
    first.journal.append(aFact('three'));
    await until('three facts', () => floor.cloud().everything().length === 3);
    expect(floor.cloud().quarantine.size).toBe(0);
  });

  test('cloud put back without a word between two batches of a tail: the tail begins again, and nothing is missing', async () => {
    const first = openAt(floor.dir());
    const written = first.appendAll(Array.from({ length: 1_200 }, (_, i) => aFact(`old ${i}`)));
    first.leave('fork');
    first.close();
    const cloud = floor.cloud();
    const epoch = written[0]?.epoch ?? '';
    let putBack: (() => void) | undefined;
    // Twice: behind the first batch, and behind the second one of the tail that began again.
    const moments = [1, 4];
    cloud.refuse = ({ path }) => {
      if (!path.endsWith('/batch')) return undefined;
      if (cloud.batches().length === 1) putBack = cloud.backup({ silently: true });
      if (moments.includes(cloud.batches().length - 1)) putBack?.();
      return undefined;
    };
    const { journal } = floor.shop();
    await drained(journal);
    expect(cloud.facts(epoch)).toEqual(bytesOf(journal, epoch));
    expect(cloud.quarantine.size).toBe(0);
    expect(cloud.batches().map((batch) => [batch.from, batch.after?.sequence])).toEqual([
      [1, 0],
      [501, 500],
      [1, 0],
      [501, 500],
      [1_001, 1_000],
      [1, 0],
      [501, 500],
      [1_001, 1_000],
    ]);
  });

  test('a clone: exactly one keeps the epoch, the other leaves once, and no fact is copied or lost', async () => {
    const a = floor.shop();
    a.journal.append(aFact('common'));
    await drained(a.journal);
    await floor.close(a);
    const other = floor.keep(copyFolder(floor.dir()));
    const [one, two] = [floor.shop(), floor.shop(other)];
    one.journal.append(aFact('of one'));
    two.journal.append(aFact('of two'));
    await until(
      'both drained',
      () => one.journal.pending() === 0 && two.journal.pending() === 0 && floor.cloud().everything().length === 3,
    );
    expect(one.journal.epochs().length + two.journal.epochs().length).toBe(3);
    const before = floor.cloud().heard.length;
    one.journal.append(aFact('again one'));
    two.journal.append(aFact('again two'));
    await until('five', () => floor.cloud().everything().length === 5);
    expect(floor.cloud().heard.length - before).toBeLessThan(20);
    expect(one.journal.epochs().length + two.journal.epochs().length).toBe(3);
    await floor.close(two);
  });

  test('a restored journal that wrote offline: its fact is never taken for delivered', async () => {
    const a = floor.shop();
    await until('opened', () => floor.cloud().opens().length > 0);
    await floor.close(a);
    const old = floor.keep(copyFolder(floor.dir()));
    const b = floor.shop();
    b.journal.append(aFact('f1'));
    await drained(b.journal);
    await floor.close(b);
    startOften(old);
    const c = floor.shop(old, {});
    c.journal.append(aFact('f2'));
    await until('both are there', () => floor.cloud().everything().length === 2 && c.journal.pending() === 0);
    await floor.close(c);
  });

  test('pruned here and restored there: the range is declared lost and the queue moves on', async () => {
    const day = new Date(Date.now() - 200 * 86_400_000).toISOString();
    const restore = floor.cloud().backup();
    const { journal } = floor.shop();
    journal.append(aFact('old one', day));
    journal.append(aFact('old two', day));
    await drained(journal);
    journal.tend(Date.now());
    expect(journal.live().prunedTo).toBe(2);
    restore();
    journal.append(aFact('new'));
    await until('the stream goes on', () => floor.cloud().facts(journal.live().epoch).length === 3);
    expect(floor.cloud().facts(journal.live().epoch).slice(0, 2)).toEqual([undefined, undefined]);
    expect(floor.cloud().batches().at(-1)?.lost).toMatchObject({ from: 1, to: 2 });
  });
});

describe('a rule left out brings its bad end', () => {
  const without = (rule: keyof AgentRules): AgentRules => ({ ...ALL_RULES, [rule]: false });

  test('believing any high water: a fact written offline by a restored journal is taken for delivered', async () => {
    const a = floor.shop();
    await until('opened', () => floor.cloud().opens().length > 0);
    await floor.close(a);
    const old = floor.keep(copyFolder(floor.dir()));
    const b = floor.shop();
    b.journal.append(aFact('f1'));
    await drained(b.journal);
    await floor.close(b);
    startOften(old);
    const c = floor.shop(old, { rules: without('believeOwnHashOnly') });
    c.journal.append(aFact('f2'));
    await drained(c.journal);
    expect(
      floor
        .cloud()
        .everything()
        .some((bytes) => bytes.includes('"f2"')),
    ).toBe(false);
    await floor.close(c);
  });

  test('naming only the live epoch: after a restore the facts of a left one never come back', async () => {
    const restore = floor.cloud().backup();
    const { journal } = floor.shop(floor.dir(), { rules: without('nameEveryEpoch') });
    journal.append(aFact('one'));
    await drained(journal);
    journal.leave('fork');
    journal.append(aFact('two'));
    await drained(journal);
    restore();
    journal.append(aFact('three'));
    await until('two facts', () => floor.cloud().everything().length === 2);
    await drained(journal);
    expect(
      floor
        .cloud()
        .everything()
        .some((bytes) => bytes.includes('"one"')),
    ).toBe(false);
  });

  test('no tails: what a left epoch held is stranded', async () => {
    const { journal } = floor.shop(floor.dir(), { rules: without('tailOfLeftEpochs') });
    await until('opened', () => floor.cloud().opens().length > 0);
    journal.append(aFact('stranded'));
    journal.leave('fork');
    journal.append(aFact('live'));
    await until('the live one is there', () => floor.cloud().everything().length === 1);
    expect(journal.pending()).toBe(1);
  });

  test('no declared losses: a pruned range blocks the shop for ever', async () => {
    const day = new Date(Date.now() - 200 * 86_400_000).toISOString();
    const restore = floor.cloud().backup();
    const { journal } = floor.shop(floor.dir(), { rules: without('declareLost') });
    journal.append(aFact('old', day));
    await drained(journal);
    journal.tend(Date.now());
    restore();
    journal.append(aFact('new'));
    const before = floor.cloud().batches().length;
    await until('it was tried often', () => floor.cloud().batches().length > before + 4);
    expect(journal.pending()).toBe(2);
  });

  test('a start without a number of its own: every restart loses its epoch', async () => {
    const a = floor.shop(floor.dir(), { rules: without('startNumber') });
    a.journal.append(aFact('one'));
    await drained(a.journal);
    await floor.close(a);
    const b = floor.shop(floor.dir(), { rules: without('startNumber') });
    await until('left', () => b.journal.epochs().length === 2);
  });

  test('no hashing before sending: the edited line travels as if it were true', async () => {
    const first = openAt(floor.dir());
    first.appendAll([aFact('fact 1')]);
    floor.edit(`update fact set bytes = cast(replace(cast(bytes as text), 'fact', 'FALSE') as blob)`);
    first.close();
    const { journal } = floor.shop(floor.dir(), { rules: without('hashBeforeSend') });
    await until('a batch', () => floor.cloud().batches().length > 0);
    expect(floor.cloud().batches()[0]?.damaged).toBeUndefined();
    expect(floor.cloud().heard.some(({ path, body }) => path.endsWith('/batch') && body.includes('FALSE'))).toBe(true);
    expect(journal.began).toBeUndefined();
  });
});
