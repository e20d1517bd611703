import { Fault } from '@tillbridge/shared/faults/fault';
import type { AgentList, AgentPage } from '@tillbridge/shared/reads-agents';
import { readCommandRows } from '../commands/command-rows.ts';
import type { Database, Tx } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { readKeyRows } from '../keys/key-rows.ts';
import type { ShopScope } from '../people/require-person.ts';
import { readAgentRows } from './agent-rows.ts';

/** Every shop PC that this person sees. */
export function readAgents(db: Database, scope: ShopScope): Promise<AgentList> {
  return readTenant(db, scope.org, async (tx) => {
    const now = new Date();
    return { asOf: now.toISOString(), agents: [...(await readAgentRows(tx, scope, now))] };
  });
}

/** One shop PC with its streams, keys and commands. Throws `api.not-found`. */
export function readAgent(db: Database, scope: ShopScope, id: string): Promise<AgentPage> {
  return readTenant(db, scope.org, async (tx) => {
    const now = new Date();
    const [agent] = await readAgentRows(tx, scope, now, id);
    if (agent === undefined) throw new Fault('api.not-found');
    const [streams, keys, commands, machines] = await Promise.all([
      readStreams(tx, scope.org, id),
      readKeyRows(tx, scope.org, id),
      readCommandRows(tx, scope.org, id),
      tx<{ id: string; name: string; retired: boolean }[]>`
        select machine_id as id, name, retired_at is not null as retired
        from machines
        where org_id = ${scope.org} and shop_id = ${agent.shop.id}
        order by name`,
    ]);
    return {
      asOf: now.toISOString(),
      agent,
      streams: [...streams],
      keys: [...keys],
      commands: [...commands],
      machines: machines.map((machine) => ({ ...machine })),
    };
  });
}

/** Newest epochs first; a journal is left rarely. */
const STREAMS_MAX = 50;

async function readStreams(tx: Tx, org: string, agent: string): Promise<AgentPage['streams']> {
  const rows = await tx<
    {
      epoch: string;
      ordinal: number;
      created_at: Date;
      high_water: number;
      complete_through: Date | null;
      last_receipt_at: Date | null;
      quarantined: number;
      lost: number;
    }[]
  >`
    select s.epoch, s.ordinal, s.created_at, s.high_water, s.complete_through, s.last_receipt_at,
      (
        select count(*)
        from quarantine q
        where q.org_id = s.org_id and q.agent_id = s.agent_id and q.epoch = s.epoch and q.state = 'pending'
      ) as quarantined,
      (
        select coalesce(sum(l.open_to - l.first + 1), 0)::bigint
        from declared_losses l
        where l.org_id = s.org_id and l.agent_id = s.agent_id and l.epoch = s.epoch and l.filled_at is null
      ) as lost
    from streams s
    where s.org_id = ${org} and s.agent_id = ${agent}
    order by s.ordinal desc
    limit ${STREAMS_MAX}`;
  return rows.map((row) => ({
    epoch: row.epoch,
    ordinal: row.ordinal,
    since: row.created_at.toISOString(),
    highWater: row.high_water,
    completeThrough: row.complete_through?.toISOString() ?? null,
    lastReceiptAt: row.last_receipt_at?.toISOString() ?? null,
    quarantined: row.quarantined,
    lost: row.lost,
  }));
}
