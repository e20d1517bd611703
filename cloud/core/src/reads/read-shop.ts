import { Fault } from '@tillbridge/shared/faults/fault';
import type { Need, ShopNow, ShopPage } from '@tillbridge/shared/reads';
import type { Database, Tx } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ShopScope } from '../people/require-person.ts';
import { buildNeeds } from './build-needs.ts';
import { buildShop, diskOf, instant } from './build-shop.ts';
import { type FiguresCache, figuresCacheOf } from './figures-cache.ts';
import { readShopParts, type ShopParts } from './read-shop-parts.ts';
import { type AgentRow, type MachineRow, readShopRows } from './shop-rows.ts';
import { readTransactionRows } from './transaction-rows.ts';

const RECENT_ROWS = 20;

/** One shop with its machines, day and agents. Throws `api.not-found` for a shop outside the scope. */
export function readShop(db: Database, scope: ShopScope, shop: string, now: Date = new Date()): Promise<ShopPage> {
  return readTenant(db, scope.org, async (tx) => {
    const { tile, needs, parts } = await readOneShop(tx, scope, shop, now, figuresCacheOf(db));
    const [movements, recent] = await Promise.all([
      readMovements(tx, scope.org, tile),
      scope.permissions.has('transaction.see')
        ? readTransactionRows(tx, scope.org, { shop, limit: RECENT_ROWS, after: null, day: null })
        : [],
    ]);
    const agents = parts.agents.map(buildAgent);
    const retired = parts.retired.flatMap(buildRetired);
    return { asOf: now.toISOString(), tile, needs, movements, agents, retired, recent };
  });
}

/** The tile and the needs of one shop, as the live connection sends them. Throws `api.not-found`. */
export async function readOneShop(
  tx: Tx,
  scope: ShopScope,
  shop: string,
  now: Date,
  cache: FiguresCache,
): Promise<{ readonly tile: ShopNow; readonly needs: Need[]; readonly parts: ShopParts }> {
  const [row] = await readShopRows(tx, scope, now, shop);
  if (row === undefined) throw new Fault('api.not-found');
  const parts = await readShopParts(tx, scope.org, [row], now, cache);
  const tile = buildShop(row, parts, now);
  return { tile, needs: buildNeeds([tile], parts), parts };
}

async function readMovements(tx: Tx, org: string, tile: ShopNow): Promise<ShopPage['movements']> {
  const rows = await tx<ShopPage['movements'][number][]>`
    select kind, currency, transactions, in_minor as "inMinor", out_minor as "outMinor"
    from daily_summaries
    where org_id = ${org} and shop_id = ${tile.id} and business_date = ${tile.businessDate}::date
    order by currency, kind`;
  return rows.map((row) => ({ ...row }));
}

function buildRetired(row: MachineRow): ShopPage['retired'] {
  const { machine_id: id, name, driver, serial, currency, retired_at: retiredAt, reported_at: reportedAt } = row;
  if (retiredAt === null) return [];
  return [{ id, name, driver, serial, currency, retiredAt: retiredAt.toISOString(), reportedAt: instant(reportedAt) }];
}

function buildAgent(row: AgentRow): ShopPage['agents'][number] {
  return {
    id: row.agent_id,
    name: row.name,
    software: row.software,
    lastReceiptAt: instant(row.last_receipt_at),
    completeThrough: instant(row.complete_through),
    pending: row.pending,
    oldestPendingMs: row.oldest_pending_ms,
    clockOffsetMs: row.clock_offset_ms,
    quarantined: row.quarantined,
    epochs: row.epochs,
    disk: diskOf(row),
    configuration: { desired: row.configuration_desired, applied: row.configuration_applied },
  };
}
