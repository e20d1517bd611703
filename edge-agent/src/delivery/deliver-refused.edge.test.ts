import { describe, expect, test } from 'vitest';
import { bytesOf, drained, openFloor } from './testing/floor.ts';
import { aFact, until } from './testing/shop.ts';

const floor = openFloor();

describe('a batch that is refused', () => {
  test('too large: halved until it fits', async () => {
    const { journal } = floor.shop();
    floor.cloud().refuse = ({ path, body }) =>
      path.endsWith('/batch') && body.split('\n').length - 2 > 60
        ? { status: 413, body: { code: 'sync.batch-too-large' } }
        : undefined;
    journal.appendAll(Array.from({ length: 400 }, (_, i) => aFact(`fact ${i}`)));
    await drained(journal);
    expect(floor.cloud().facts(journal.live().epoch)).toEqual(bytesOf(journal, journal.live().epoch));
  });

  test('one culprit among many: found, kept as a file, its place declared, everything else delivered', async () => {
    const { journal } = floor.shop();
    floor.cloud().refuse = ({ path, body }) =>
      path.endsWith('/batch') && body.includes('culprit') ? { status: 422, body: { code: 'api.invalid' } } : undefined;
    const facts = Array.from({ length: 101 }, (_, i) => aFact(i === 57 ? 'culprit' : `fact ${i}`));
    const written = journal.appendAll(facts);
    await drained(journal);
    const own = bytesOf(journal, journal.live().epoch);
    expect(floor.cloud().facts(journal.live().epoch)).toEqual(own.map((bytes, i) => (i === 57 ? undefined : bytes)));
    expect(
      floor
        .cloud()
        .files.get(written[57]?.hash ?? '')
        ?.toString('latin1'),
    ).toBe(own[57]);
    const lost = floor
      .cloud()
      .batches()
      .find((batch) => batch.lost !== undefined)?.lost;
    expect(lost).toEqual({ from: 58, to: 58, hash: written[57]?.hash });
  });

  test('a culprit at the very end is declared by a batch without lines', async () => {
    const { journal } = floor.shop();
    floor.cloud().refuse = ({ path, body }) =>
      path.endsWith('/batch') && body.includes('culprit') ? { status: 400, body: { code: 'api.invalid' } } : undefined;
    journal.append(aFact('before'));
    journal.append(aFact('culprit'));
    await drained(journal);
    expect(floor.cloud().facts(journal.live().epoch)).toEqual([bytesOf(journal, journal.live().epoch)[0], undefined]);
    expect(floor.cloud().files.size).toBe(1);
  });

  test('an envelope nobody understands parks nothing in salvage: the facts stay and are tried again', async () => {
    const { journal, delivery } = floor.shop();
    let times = 6;
    floor.cloud().refuse = ({ path }) =>
      path.endsWith('/batch') && times-- > 0 ? { status: 400, body: { code: 'sync.envelope' } } : undefined;
    journal.append(aFact('one'));
    await until('refused', () => delivery.status().link === 'refused');
    await drained(journal);
    expect(floor.cloud().files.size).toBe(0);
    expect(floor.cloud().everything()).toHaveLength(1);
  });
});
