import type { Disk } from '@tillbridge/shared/sync';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { JournalEvent } from '../journal/journal.ts';
import { openFloor } from './testing/floor.ts';
import { aFact, deliverTo, openAt, until } from './testing/shop.ts';

const floor = openFloor();

describe('the room on the disk', () => {
  test('is said at open, without a fact', async () => {
    floor.shop();
    await until('opened', () => floor.cloud().opens().length === 1);
    expect(floor.cloud().opens()[0]?.disk?.freeBytes).toBeGreaterThan(0);
    expect(floor.cloud().batches()).toEqual([]);
  });

  test('is said again as soon as it is another, and once', async () => {
    const journal = openAt(floor.dir());
    let disk: Disk = { state: 'ok', since: '2026-11-20T07:00:00.000Z', freeBytes: 5 };
    const listeners = new Set<(event: JournalEvent) => void>();
    const onEvent = (listener: (event: JournalEvent) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    };
    const delivery = deliverTo(floor.cloud(), { ...journal, disk: () => disk, onEvent });
    onTestFinished(async () => {
      await delivery.stop();
      journal.close();
    });
    await until('opened', () => floor.cloud().opens().length === 1);
    disk = { ...disk, state: 'stopped' };
    for (const tell of listeners) tell({ code: 'disk', disk });
    await until('said again', () => floor.cloud().opens().length === 2);
    expect(floor.cloud().opens()[1]?.disk).toEqual(disk);
    journal.append(aFact('later'));
    await until('the fact is there', () => journal.pending() === 0);
    expect(floor.cloud().opens()).toHaveLength(2);
  });
});
