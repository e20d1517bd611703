import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderStore } from '../src/store/folder-store.ts';
import { sealKeys } from '../src/store/seal.ts';
import type { OpenShop, World } from './ingest-world.ts';

/** The keys of the installation whose archive it is. */
export const keys = sealKeys(generateKeyPairSync('ed25519').privateKey);

export const tempStore = () => folderStore(mkdtempSync(join(tmpdir(), 'tillbridge-archive-')));

/** Everything that a month holds online, in one order, so that before and after can be compared whole. */
export async function monthOf({ god }: World, month: string) {
  const rows = async (table: string, order: string) =>
    (
      await god.unsafe(
        `select to_jsonb(t) as row from ${table} t
         where business_date >= $1::date and business_date < $1::date + interval '1 month' order by ${order}`,
        [month],
      )
    ).map((one) => one['row'] as Readonly<Record<string, unknown>>);
  return {
    facts: await rows('facts', 'org_id, agent_id, epoch, sequence, branch'),
    transactions: await rows('cash_transactions', 'org_id, transaction_id'),
    lines: await rows('denomination_lines', 'org_id, transaction_id, line_no'),
  };
}

export const countsOf = async (world: World, month: string) => {
  const { facts, transactions, lines } = await monthOf(world, month);
  return [facts.length, transactions.length, lines.length];
};

/** A day of a month, at noon in Bangkok. */
export function onDay(day: string): { readonly occurredAt: string; readonly businessDate: string } {
  return { occurredAt: `${day}T05:00:00.000Z`, businessDate: day };
}

/** Sales on a day of each of the months, sent. */
export async function sellIn(shop: OpenShop, days: readonly string[], each: number): Promise<void> {
  const from = shop.chain.last + 1;
  for (const day of days) for (let n = 0; n < each; n += 1) shop.chain.sale({}, onDay(day));
  await shop.send({ from });
}
