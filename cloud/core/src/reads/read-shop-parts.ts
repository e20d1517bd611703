import { type OpenCaseRow, readOpenCases } from '../cases/open-cases.ts';
import type { Tx } from '../db/client.ts';
import { uuidArray } from '../db/uuid-array.ts';
import { type ClosingOffRow, readClosingsOff } from './closings-off.ts';
import { type CustodyRow, readCustodyRows } from './custody-rows.ts';
import type { FiguresCache } from './figures-cache.ts';
import { grouped } from './grouped.ts';
import { ShopFigures } from './shop-figures.ts';
import * as rows from './shop-rows.ts';

/** Everything that tiles and needs are made of, for all shops at once. */
export interface ShopParts {
  /** What stands `Of` is by shop; every shop has figures, though they may be empty. */
  readonly figuresOf: ReadonlyMap<string, ShopFigures>;
  /** In service. */
  readonly machinesOf: ReadonlyMap<string, readonly rows.MachineRow[]>;
  /** Out of service. */
  readonly retired: readonly rows.MachineRow[];
  readonly agents: readonly rows.AgentRow[];
  readonly agentsOf: ReadonlyMap<string, readonly rows.AgentRow[]>;
  readonly open: readonly OpenCaseRow[];
  readonly custody: readonly CustodyRow[];
  readonly closingsOff: readonly ClosingOffRow[];
  /** By machine: the units that ever held something. */
  readonly used: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Statements on one connection, sent together, whatever the number of shops. What custody writes of a shop is read only
 * where its version is new to this process.
 */
export async function readShopParts(
  tx: Tx,
  org: string,
  shops: readonly rows.ShopRow[],
  now: Date,
  cache: FiguresCache,
): Promise<ShopParts> {
  const ids = uuidArray(shops.map((shop) => shop.shop_id));
  const [machines, figuresOf, agents, open, custody, closingsOff, used] = await Promise.all([
    rows.readMachineRows(tx, org, ids),
    readFigures(tx, org, shops, cache),
    rows.readAgentRows(tx, org, ids),
    readOpenCases(tx, org, ids, now),
    readCustodyRows(tx, org, ids, now),
    readClosingsOff(tx, org, ids, now),
    rows.readUsedUnits(tx, org, ids),
  ]);
  return {
    figuresOf,
    machinesOf: grouped(
      machines.filter((row) => row.retired_at === null),
      (row) => row.shop_id,
    ),
    retired: machines.filter((row) => row.retired_at !== null),
    agents,
    agentsOf: grouped(agents, (row) => row.shop_id),
    open,
    custody,
    closingsOff,
    used,
  };
}

/** By shop. */
async function readFigures(
  tx: Tx,
  org: string,
  shops: readonly rows.ShopRow[],
  cache: FiguresCache,
): Promise<ReadonlyMap<string, ShopFigures>> {
  const figures = new Map<string, ShopFigures>();
  for (const shop of shops) {
    const kept = cache.take(org, shop);
    if (kept !== undefined) figures.set(shop.shop_id, kept);
  }
  const unknown = shops.filter((shop) => !figures.has(shop.shop_id));
  const ids = unknown.map((shop) => shop.shop_id);
  const [units, buckets, hours] =
    unknown.length === 0
      ? [[], [], []]
      : await Promise.all([
          rows.readUnitRows(tx, org, ids),
          rows.readBucketRows(tx, org, ids),
          rows.readHourRows(tx, org, unknown),
        ]);
  const byShop = {
    units: grouped(units, (row) => row.shop_id),
    buckets: grouped(buckets, (row) => row.shop_id),
    hours: grouped(hours, (row) => row.shop_id),
  };
  for (const shop of unknown) {
    const id = shop.shop_id;
    const read = new ShopFigures(byShop.units.get(id) ?? [], byShop.buckets.get(id) ?? [], byShop.hours.get(id) ?? []);
    figures.set(id, read);
    cache.put(org, shop, read);
  }
  return figures;
}
