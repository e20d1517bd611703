import type { QuarantineDetail } from '@tillbridge/shared/reads-custody';
import type { Tx } from '../db/client.ts';
import { hasDuplicateKey } from '../ingest/duplicate-key.ts';
import { type NamedThing, ShopNames } from '../ingest/shop-names.ts';
import type { ShopScope } from '../people/require-person.ts';
import { readMappingRows } from './mapping-rows.ts';

/** What a mapping can mend: every other code says that bytes, time, place or sums are wrong, which no name changes. */
const MENDED_BY_NAMES: ReadonlySet<string> = new Set(['fact.machine', 'fact.schema']);

export type ShopMachine = QuarantineDetail['machines'][number];

export function readMachines(tx: Tx, org: string, shop: string): Promise<ShopMachine[]> {
  return tx<ShopMachine[]>`
    select machine_id as id, name, currency
    from machines
    where org_id = ${org} and shop_id = ${shop}
    order by name, machine_id`;
}

export function namesOf(machines: readonly ShopMachine[]): ShopNames {
  return new ShopNames(new Map(machines.map(({ id, currency }) => [id, currency])));
}

/** Names in a line that its shop does not know; none where its trouble is not one of names. */
export function unknownNames(raw: Buffer, code: string, names: ShopNames): readonly NamedThing[] {
  if (!MENDED_BY_NAMES.has(code)) return [];
  const text = raw.toString('utf8');
  try {
    const line: unknown = JSON.parse(text);
    return hasDuplicateKey(text) ? [] : names.unknownIn(line);
  } catch {
    return [];
  }
}

/** The unknown names of a line with the mapping of each, and the machines that they may stand for. */
export async function readUnknownNames(
  tx: Tx,
  scope: ShopScope,
  line: { readonly shop: string; readonly code: string; readonly raw: Buffer },
): Promise<Pick<QuarantineDetail, 'names' | 'machines'>> {
  if (!MENDED_BY_NAMES.has(line.code)) return { names: [], machines: [] };
  const machines = await readMachines(tx, scope.org, line.shop);
  const unknown = unknownNames(line.raw, line.code, namesOf(machines));
  if (unknown.length === 0) return { names: [], machines: [] };
  const { shop } = line;
  const [asked, inForce] = await Promise.all([
    readMappingRows(tx, scope, { shop, state: 'asked' }),
    readMappingRows(tx, scope, { shop, state: 'in_force' }),
  ]);
  const open = [...asked, ...inForce];
  return {
    names: unknown.map(({ what, name }) => ({
      what,
      name,
      mapping: open.find((mapping) => mapping.what === what && mapping.from === name) ?? null,
    })),
    machines: machines.map((machine) => ({ ...machine })),
  };
}
