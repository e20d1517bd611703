import {
  BUNDLE_BYTES_MAX,
  BUNDLE_CHUNK_BYTES_MAX,
  BUNDLE_KEPT_DAYS,
  type BundleChunk,
} from '@tillbridge/shared/agent-commands';
import { Fault } from '@tillbridge/shared/faults/fault';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import type { AgentScope } from '../keys/require-agent.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';

/**
 * Takes the next piece of the bundle that a command asked for. A piece again changes nothing; one out of turn is answered
 * with how far it is held. Throws `api.not-found` unless this agent was asked for one, `command.answered`, `api.too-large`.
 */
export function keepBundleChunk(
  db: Database,
  { org, agent }: AgentScope,
  command: string,
  chunk: BundleChunk,
): Promise<{ readonly heldTo: number }> {
  const bytes = Buffer.from(chunk.bytes, 'base64');
  const { totalBytes, offset } = chunk;
  if (bytes.length > BUNDLE_CHUNK_BYTES_MAX || totalBytes > BUNDLE_BYTES_MAX || offset + bytes.length > totalBytes)
    throw new Fault('api.too-large');
  return withTenant(db, org, async (tx) => {
    await requireAsked(tx, org, agent, command);
    const [bundle] = await tx<{ total_bytes: number; held_to: number }[]>`
      insert into agent_bundles as b (org_id, command_id, total_bytes)
      values (${org}, ${command}, ${totalBytes})
      on conflict (org_id, command_id) do update set total_bytes = b.total_bytes
      returning total_bytes, held_to`;
    if (bundle === undefined) throw new Error('a bundle without its row');
    // Another file than the one begun: the agent made it anew, after a restart.
    if (bundle.total_bytes !== totalBytes || (offset === 0 && bundle.held_to > 0)) {
      await tx`delete from agent_bundle_chunks where org_id = ${org} and command_id = ${command}`;
      await tx`
        update agent_bundles set total_bytes = ${totalBytes}, held_to = 0 where org_id = ${org} and command_id = ${command}`;
      bundle.held_to = 0;
    }
    if (offset !== bundle.held_to) return { heldTo: bundle.held_to };
    await tx`
      insert into agent_bundle_chunks (org_id, command_id, chunk_offset, bytes)
      values (${org}, ${command}, ${offset}, ${bytes})`;
    const heldTo = offset + bytes.length;
    await tx`update agent_bundles set held_to = ${heldTo} where org_id = ${org} and command_id = ${command}`;
    return { heldTo };
  });
}

/** The whole bundle, for whoever may command this agent; that somebody fetched it is kept. Throws `api.not-found`. */
export function readBundle(db: Database, scope: ShopScope, command: string, address: string): Promise<Buffer> {
  const { org, person } = scope;
  const { all, list } = shopFilter(scope);
  return withTenant(db, org, async (tx) => {
    const [bundle] = await tx`
      select 1
      from agent_bundles b
      join agent_commands c on c.org_id = b.org_id and c.command_id = b.command_id
      join agents a on a.org_id = c.org_id and a.agent_id = c.agent_id
      where b.org_id = ${org} and b.command_id = ${command} and b.held_to = b.total_bytes
        and (${all} or a.shop_id = any(${[...list]}::uuid[]))`;
    if (bundle === undefined) throw new Fault('api.not-found');
    const chunks = await tx<{ bytes: Buffer }[]>`
      select bytes from agent_bundle_chunks where org_id = ${org} and command_id = ${command} order by chunk_offset`;
    await appendAudit(tx, {
      org,
      actorKind: 'person',
      actor: person,
      action: 'bundle.fetched',
      subject: command,
      address,
    });
    return Buffer.concat(chunks.map((chunk) => chunk.bytes));
  });
}

/** Drops the bundles of one organization that have had their time; answers how many. */
export function dropOldBundles(db: Database, org: string): Promise<number> {
  return withTenant(db, org, async (tx) => {
    const dropped = await tx`
      delete from agent_bundles where org_id = ${org} and made_at < now() - make_interval(days => ${BUNDLE_KEPT_DAYS})`;
    return dropped.count;
  });
}

async function requireAsked(tx: Tx, org: string, agent: string, command: string): Promise<void> {
  const [row] = await tx<{ over: boolean }[]>`
    select answered_at is not null or expires_at <= now() as over
    from agent_commands
    where org_id = ${org} and agent_id = ${agent} and command_id = ${command} and kind = 'bundle.send'
      and delivered_at is not null
    for update`;
  if (row === undefined) throw new Fault('api.not-found');
  if (row.over) throw new Fault('command.answered');
}
