import type { CommandOutcome } from '@tillbridge/shared/agent-commands';
import { Fault } from '@tillbridge/shared/faults/fault';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, withTenant } from '../db/client.ts';
import type { AgentScope } from '../keys/require-agent.ts';

/**
 * Keeps what the agent says became of its command; the first answer counts, and the same one again is taken as heard.
 * Throws `api.not-found` for a command of another agent and `command.answered` for another answer.
 */
export function answerCommand(
  db: Database,
  { org, agent }: AgentScope,
  command: string,
  { outcome, code }: CommandOutcome,
  address: string,
): Promise<{ readonly id: string }> {
  return withTenant(db, org, async (tx) => {
    const [row] = await tx<{ kind: string; outcome: string | null }[]>`
      select kind, outcome
      from agent_commands
      where org_id = ${org} and agent_id = ${agent} and command_id = ${command} and delivered_at is not null
      for update`;
    if (row === undefined) throw new Fault('api.not-found');
    if (row.outcome === outcome) return { id: command };
    if (row.outcome !== null) throw new Fault('command.answered');
    await tx`
      update agent_commands
      set answered_at = now(), outcome = ${outcome}, code = ${code ?? null}
      where org_id = ${org} and command_id = ${command}`;
    await appendAudit(tx, {
      org,
      actorKind: 'agent',
      actor: agent,
      action: 'command.answered',
      subject: command,
      refused: outcome === 'refused',
      address,
      detail: { kind: row.kind, outcome, code: code ?? null },
    });
    return { id: command };
  });
}
