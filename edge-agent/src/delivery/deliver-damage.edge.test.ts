import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { drained, openFloor } from './testing/floor.ts';
import { aFact, openAt, until } from './testing/shop.ts';

const floor = openFloor();

describe('what is damaged on this PC', () => {
  const sequenceIs = (n: number) => `place % 1099511627776 = ${n}`;
  const change = (n: number) =>
    `update fact set bytes = cast(replace(cast(bytes as text), 'fact', 'FALSE') as blob) where ${sequenceIs(n)}`;

  test('a fact edited before it was sent: the epoch is left, the edited bytes reach only quarantine, the others the stream', async () => {
    const first = openAt(floor.dir());
    const written = first.appendAll(Array.from({ length: 9 }, (_, i) => aFact(`fact ${i + 1}`)));
    floor.edit(change(5));
    first.close();
    const { journal } = floor.shop();
    await drained(journal);
    const epoch = written[0]?.epoch ?? '';
    expect(journal.live().epoch).not.toBe(epoch);
    expect(
      floor
        .cloud()
        .batches()
        .filter((batch) => batch.damaged !== undefined),
    ).toMatchObject([{ tail: true, damaged: [5], to: 5, toHash: written[4]?.hash }]);
    expect(
      floor
        .cloud()
        .streams.get(epoch)
        ?.places.map((place) => place.hash),
    ).toEqual(written.map(({ hash }) => hash));
  });

  test('a fact edited after it was acknowledged, and the cloud restored: never applied', async () => {
    const restore = floor.cloud().backup();
    const { journal } = floor.shop();
    const written = journal.appendAll([aFact('fact 1'), aFact('fact 2')]);
    await drained(journal);
    floor.edit(change(1));
    restore();
    journal.append(aFact('fact 3'));
    await until('the left epoch is held', () => journal.epochs()[0]?.held === true && journal.pending() === 0);
    const [named] = floor
      .cloud()
      .batches()
      .filter((batch) => batch.damaged !== undefined);
    expect(named).toMatchObject({ tail: true, damaged: [1], toHash: written[0]?.hash });
    expect(journal.epochs()).toHaveLength(2);
  });

  test('bytes that cannot stand in a line travel as a file, and a placeholder keeps their place', async () => {
    const first = openAt(floor.dir());
    const written = first.appendAll([aFact('fact 1'), aFact('fact 2'), aFact('fact 3')]);
    floor.edit(`update fact set bytes = x'0a0a00ff0a' where ${sequenceIs(2)}`);
    first.close();
    const { journal } = floor.shop();
    await drained(journal);
    const held = [...floor.cloud().files.values()].map((bytes) => bytes.toString('hex'));
    expect(held).toEqual(['0a0a00ff0a']);
    expect(floor.cloud().streams.get(written[0]?.epoch ?? '')?.places).toHaveLength(3);
  });

  test('a row taken away before it was sent is declared lost with the hash its follower knows', async () => {
    const first = openAt(floor.dir());
    const written = first.appendAll([aFact('fact 1'), aFact('fact 2'), aFact('fact 3')]);
    floor.edit(`delete from fact where ${sequenceIs(2)}`);
    first.close();
    const { journal } = floor.shop();
    await drained(journal);
    expect(
      floor
        .cloud()
        .batches()
        .find((batch) => batch.lost)?.lost,
    ).toEqual({ from: 2, to: 2, hash: written[1]?.hash });
    expect(
      floor
        .cloud()
        .facts(written[0]?.epoch ?? '')
        .map((bytes) => bytes !== undefined),
    ).toEqual([true, false, true]);
  });

  test('a damaged file: what was readable goes as a tail, the file itself as salvage, new facts meanwhile', async () => {
    const first = openAt(floor.dir());
    const written = first.appendAll(Array.from({ length: 600 }, (_, i) => aFact(`fact ${i + 1}`)));
    first.close();
    const path = join(floor.dir(), 'journal.sqlite');
    const bytes = readFileSync(path);
    bytes.fill(0x5a, 40 * 4096, 42 * 4096);
    writeFileSync(path, bytes);
    const { journal } = floor.shop();
    journal.append(aFact('new'));
    await drained(journal);
    await until(
      'the file is held',
      () => floor.cloud().files.size === 1 && [...floor.cloud().files.values()][0]?.length === bytes.length,
    );
    const stream = floor.cloud().streams.get(written[0]?.epoch ?? '');
    expect(stream?.places.length).toBe(600);
    const lost = stream?.places.filter((place) => place.bytes === undefined).length ?? 0;
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThan(40);
  });

  test('a fork whose bytes are gone in part is not sent again and again', async () => {
    const first = openAt(floor.dir());
    const written = first.appendAll([aFact('fact 1'), aFact('fact 2'), aFact('fact 3')]);
    first.leave('fork');
    floor.edit(`update fact set bytes = null where ${sequenceIs(3)} and place < 2 * 1099511627776`);
    first.close();
    const headerHash = 'd'.repeat(64);
    floor
      .cloud()
      .streams.set(written[0]?.epoch ?? '', { headerHash, places: [], start: { number: 1, nonce: '0'.repeat(32) } });
    const { journal } = floor.shop(
      floor.dir(),
      {},
      {
        waits: { openEveryMs: 5, backOffMaxMs: 5, refusedMs: 5, answerWithinMs: 1_000 },
      },
    );
    await until('many opens', () => floor.cloud().opens().length > 8);
    expect(floor.cloud().batches()).toHaveLength(1);
    expect(floor.cloud().quarantine.size).toBe(2);
    expect(journal.pending()).toBe(0);
  });

  test('epochs of another agent in a copied journal wait, and hold nothing up', async () => {
    const first = openAt(floor.dir(), { agent: '01890000-0000-7000-8000-0000000000ff' });
    first.append(aFact('of somebody else'));
    first.close();
    const { journal, delivery } = floor.shop();
    journal.append(aFact('ours'));
    await until('ours is there', () => floor.cloud().everything().length === 1);
    await until('ours is acknowledged', () => journal.pending() === 1);
    expect(delivery.status()).toMatchObject({ link: 'connected', lastFault: 'sync.other-agent' });
  });

  test('a tail and the live epoch take turns: neither waits for the other', async () => {
    const first = openAt(floor.dir());
    first.appendAll(Array.from({ length: 1_500 }, (_, i) => aFact(`old ${i}`)));
    first.leave('fork');
    first.appendAll(Array.from({ length: 1_500 }, (_, i) => aFact(`new ${i}`)));
    first.close();
    const { journal } = floor.shop();
    await drained(journal);
    const turns = floor
      .cloud()
      .batches()
      .map((batch) => batch.tail === true);
    expect(turns.slice(0, 6)).toEqual([false, true, false, true, false, true]);
  });
});
