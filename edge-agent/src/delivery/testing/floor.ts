import { afterEach, beforeEach } from 'vitest';
import type { Journal } from '../../journal/journal.ts';
import { editFile } from '../../journal/testing/edit-file.ts';
import type { Delivery, DeliveryOptions } from '../deliver.ts';
import { FakeCloud } from './fake-cloud.ts';
import { deliverTo, newFolder, openAt, removeFolder, until } from './shop.ts';

export interface Shop {
  readonly journal: Journal;
  readonly delivery: Delivery;
}

/** One folder, one cloud and any number of shops for each test; everything is closed after it. */
export function openFloor() {
  let dir = '';
  let cloud = new FakeCloud();
  const shops: Shop[] = [];
  const folders: string[] = [];
  beforeEach(() => {
    dir = newFolder();
    folders.push(dir);
    cloud = new FakeCloud();
  });
  afterEach(async () => {
    for (const shop of shops.splice(0)) await end(shop);
    for (const folder of folders.splice(0)) removeFolder(folder);
  });

  return {
    dir: () => dir,
    cloud: () => cloud,
    /** Opens a journal and delivers from it. */
    shop(at = dir, journal: Parameters<typeof openAt>[1] = {}, delivery: Partial<DeliveryOptions> = {}): Shop {
      const opened = openAt(at, journal);
      const rules = journal.rules === undefined ? {} : { rules: journal.rules };
      const shop = { journal: opened, delivery: deliverTo(cloud, opened, { ...rules, ...delivery }) };
      shops.push(shop);
      return shop;
    },
    async close(shop: Shop): Promise<void> {
      shops.splice(shops.indexOf(shop), 1);
      await end(shop);
    },
    /** Removed after the test. */
    keep(folder: string): string {
      folders.push(folder);
      return folder;
    },
    /** Changes the journal's file behind the agent's back. */
    edit: (sql: string) => editFile(dir, sql),
  };
}

async function end({ journal, delivery }: Shop): Promise<void> {
  await delivery.stop();
  journal.close();
}

/** Raises the number of the next start above what the cloud has seen, so that only the hash can tell. */
export function startOften(at: string): void {
  for (let start = 0; start < 3; start++) openAt(at).close();
}

/** All epochs in custody. */
export function drained(journal: Journal): Promise<void> {
  return until('nothing is pending', () => journal.pending() === 0 && journal.live().acked === journal.live().last);
}

export function bytesOf(journal: Journal, epoch: string): readonly (string | undefined)[] {
  return journal.linesFrom(epoch, 1, 10_000).map(({ bytes }) => bytes?.toString('latin1'));
}
