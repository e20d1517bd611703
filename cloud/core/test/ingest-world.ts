import { Fault } from '@tillbridge/shared/faults/fault';
import type { Receipt } from '@tillbridge/shared/sync';
import postgres from 'postgres';
import { connectDatabase, type Database } from '../src/db/client.ts';
import { acceptBatch } from '../src/ingest/accept-batch.ts';
import { acceptOpen } from '../src/ingest/accept-open.ts';
import type { CloudRules } from '../src/ingest/rules.ts';
import { Chain, hex32 } from './build-facts.ts';
import { type BuiltShop, buildShop } from './build-shop.ts';

/** A database of this test's own, as `cloneDatabase` makes it. */
export interface Clone {
  readonly appUrl: string;
  readonly superUrl: string;
  drop(): Promise<void>;
}

/** A real database of its own, seen by the application role (`db`) and by one who sees everything (`god`). */
export interface World {
  readonly clone: Clone;
  readonly db: Database;
  readonly god: postgres.Sql;
  close(): Promise<void>;
}

export async function makeWorld(clone: Clone): Promise<World> {
  const db = await connectDatabase({ url: clone.appUrl, poolMax: 6 });
  const god = postgres(clone.superUrl, {
    max: 3,
    onnotice: () => undefined,
    types: { bigint: { to: 20, from: [20], serialize: String, parse: Number } },
  });
  const close = async () => {
    await db.close();
    await god.end();
    await clone.drop();
  };
  return { clone, db, god, close };
}

/** A paired shop whose epoch is open: what a test about batches begins with. */
export interface OpenShop extends BuiltShop {
  readonly chain: Chain;
  readonly incarnation: string;
  send(differs?: Parameters<Chain['batch']>[1], rules?: CloudRules): Promise<Receipt>;
}

export async function openShop(world: World, differs: Parameters<typeof buildShop>[1] = {}): Promise<OpenShop> {
  const shop = await buildShop(world.god, differs);
  const chain = new Chain(shop);
  const { incarnation } = await acceptOpen(world.db, shop.scope, chain.open());
  return {
    ...shop,
    chain,
    incarnation,
    send: (batch, rules) => acceptBatch(world.db, shop.scope, chain.batch(incarnation, batch), rules),
  };
}

export type TailArguments = [shop: OpenShop, chain: Chain, differs?: Parameters<Chain['batch']>[1], rules?: CloudRules];

/** Sends a chain, or a part of it, as the tail of an epoch that another start may hold. */
export function sendTailTo({ db }: World, ...[shop, chain, differs = {}, rules]: TailArguments): Promise<Receipt> {
  const start = { number: 1, nonce: hex32() };
  return acceptBatch(db, shop.scope, chain.batch(shop.incarnation, { tail: true, start, ...differs }), rules);
}

/** Code of the fault that a promise ends with; fails when it ends well. */
export async function faultOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
  throw new Error('no fault was thrown');
}

export interface Custody {
  facts: { sequence: number; branch: number; raw: Buffer }[];
  quarantine: { sequence: number; hash: string; code: string; state: string; in_stream: boolean }[];
  losses: { first: number; last: number; open_to: number; filled: boolean }[];
  highWater: number;
  highWaterHash: string;
}

export async function custodyOf({ god }: World, agent: string, epoch: string): Promise<Custody> {
  const [stream] = await god`
    select high_water, encode(high_water_hash, 'hex') as hash from streams where agent_id = ${agent} and epoch = ${epoch}`;
  return {
    facts: await god<Custody['facts']>`
      select sequence, branch, raw from facts where agent_id = ${agent} and epoch = ${epoch} order by sequence, branch`,
    quarantine: await god<Custody['quarantine']>`
      select sequence, encode(hash, 'hex') as hash, code, state, in_stream
      from quarantine where agent_id = ${agent} and epoch = ${epoch} order by sequence, received_at`,
    losses: await god<Custody['losses']>`
      select first, last, open_to, filled_at is not null as filled
      from declared_losses where agent_id = ${agent} and epoch = ${epoch} order by first`,
    highWater: stream?.['high_water'] as number,
    highWaterHash: stream?.['hash'] as string,
  };
}

/** Sums of the shop's cash transactions beside its summaries of each length; equal whenever anybody looks. */
export async function sumsOf(
  { god }: Pick<World, 'god'>,
  shop: string,
): Promise<Record<'facts' | 'hours' | 'days' | 'months', string>> {
  const [row] = await god`
    select
      (select concat_ws('/', count(*), coalesce(sum(in_minor), 0), coalesce(sum(out_minor), 0)) from cash_transactions where shop_id = ${shop}) as facts,
      (select concat_ws('/', coalesce(sum(transactions), 0), coalesce(sum(in_minor), 0), coalesce(sum(out_minor), 0)) from hourly_summaries where shop_id = ${shop}) as hours,
      (select concat_ws('/', coalesce(sum(transactions), 0), coalesce(sum(in_minor), 0), coalesce(sum(out_minor), 0)) from daily_summaries where shop_id = ${shop}) as days,
      (select concat_ws('/', coalesce(sum(transactions), 0), coalesce(sum(in_minor), 0), coalesce(sum(out_minor), 0)) from monthly_summaries where shop_id = ${shop}) as months`;
  return row as Record<'facts' | 'hours' | 'days' | 'months', string>;
}
