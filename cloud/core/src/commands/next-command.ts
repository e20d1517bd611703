import type { AgentCommand, CommandAnswerSchema } from '@tillbridge/shared/agent-commands';
import { KEY_ROTATES_AFTER_DAYS } from '@tillbridge/shared/agent-keys';
import type { Static } from 'typebox';
import { type Database, withTenant } from '../db/client.ts';
import { type AgentClaim, requireAgent } from '../keys/require-agent.ts';

export type CommandAnswer = Static<typeof CommandAnswerSchema>;

interface Columns {
  readonly command_id: string;
  readonly kind: string;
  readonly machine_id: string | null;
  readonly expires_at: Date;
}

/**
 * The oldest command that waits for this agent; offered again until it is answered or its time is over. Reads the key
 * first, each time. Throws `agent.key-revoked`.
 */
export async function nextCommand(db: Database, claim: AgentClaim): Promise<CommandAnswer> {
  const { org, agent, key } = await requireAgent(db, claim);
  return withTenant(db, org, async (tx) => {
    const [row] = await tx<Columns[]>`
      update agent_commands
      set delivered_at = coalesce(delivered_at, now())
      where org_id = ${org} and command_id = (
        select command_id
        from agent_commands
        where org_id = ${org} and agent_id = ${agent} and answered_at is null and expires_at > now()
        order by made_at, command_id
        limit 1)
      returning command_id, kind, machine_id, expires_at`;
    const [age] = await tx<{ old: boolean }[]>`
      select created_at < now() - make_interval(days => ${KEY_ROTATES_AFTER_DAYS}) as old
      from agent_keys
      where org_id = ${org} and key_id = ${key}`;
    return {
      serverTime: new Date().toISOString(),
      ...(row === undefined ? {} : { command: commandOf(agent, row) }),
      ...(age?.old === true ? { rotateKey: true as const } : {}),
    };
  });
}

function commandOf(agent: string, row: Columns): AgentCommand {
  const machine = row.machine_id === null ? {} : { machine: row.machine_id };
  return { id: row.command_id, agent, kind: row.kind, expiresAt: row.expires_at.toISOString(), ...machine };
}
