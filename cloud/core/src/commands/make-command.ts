import { randomBytes } from 'node:crypto';
import { COMMAND_LASTS_MS, type CommandWish } from '@tillbridge/shared/agent-commands';
import { Fault } from '@tillbridge/shared/faults/fault';
import { uuidv7 } from '@tillbridge/shared/ids';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, withTenant } from '../db/client.ts';
import { lockAgent } from '../keys/issue-key.ts';
import { ringAgent } from '../keys/key-notice.ts';
import type { ShopScope } from '../people/require-person.ts';

/**
 * Asks something of a shop PC. Throws `api.not-found`, `key.agent-revoked`, and `command.waiting` while the same is asked
 * and not answered.
 */
export function makeCommand(
  db: Database,
  scope: ShopScope,
  wish: CommandWish & { readonly agent: string; readonly address: string },
): Promise<{ readonly id: string }> {
  const { org, person } = scope;
  const { agent, kind, machineId = null, address } = wish;
  return withTenant(db, org, async (tx) => {
    await lockAgent(tx, scope, agent);
    if (machineId !== null && kind !== 'recount.ask')
      throw new Fault('api.invalid', { errors: [{ path: 'body/machineId', message: 'only of a recount' }] });
    const [waiting] = await tx`
      select 1
      from agent_commands
      where org_id = ${org} and agent_id = ${agent} and kind = ${kind} and answered_at is null and expires_at > now()
        and machine_id is not distinct from ${machineId}`;
    if (waiting !== undefined) throw new Fault('command.waiting');
    const id = uuidv7(Date.now(), randomBytes(10));
    const made = await tx`
      insert into agent_commands (org_id, command_id, agent_id, kind, machine_id, made_by, expires_at)
      select a.org_id, ${id}, a.agent_id, ${kind}, m.machine_id, ${person}, now() + make_interval(secs => ${COMMAND_LASTS_MS / 1000})
      from agents a
      left join machines m on m.org_id = a.org_id and m.shop_id = a.shop_id and m.machine_id = ${machineId} and m.retired_at is null
      where a.org_id = ${org} and a.agent_id = ${agent} and (${machineId === null} or m.machine_id is not null)`;
    if (made.count === 0) throw new Fault('api.not-found');
    const detail = { agent, kind, machine: machineId };
    await appendAudit(tx, {
      org,
      actorKind: 'person',
      actor: person,
      action: 'command.made',
      subject: id,
      address,
      detail,
    });
    await ringAgent(tx, agent);
    return { id };
  });
}
