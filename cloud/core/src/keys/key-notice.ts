import postgres from 'postgres';
import type { Tx } from '../db/client.ts';

/** Names an agent of whose keys or commands something changed, to every process that may hold a question of it open. */
export const AGENT_CHANNEL = 'tillbridge_agents';

/** Heard after the commit. What rings here is rare, so that a NOTIFY inside the transaction costs nobody anything. */
export async function ringAgent(tx: Tx, agent: string): Promise<void> {
  await tx`select pg_notify(${AGENT_CHANNEL}, ${agent})`;
}

/** A connection of its own, made again by itself. `listening` is called each time it stands: what was said before went unheard. */
export async function listenAgents(
  url: string,
  heard: (agent: string) => void,
  listening: () => void,
): Promise<() => Promise<void>> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: 'tillbridge-agents' } });
  await sql.listen(AGENT_CHANNEL, heard, listening);
  return () => sql.end({ timeout: 1 });
}
