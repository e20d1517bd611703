import { parseAgentKey } from '@tillbridge/shared/agent-key-text';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { Home } from '../config/home.ts';
import { readConfig } from '../config/read-config.ts';
import { readSecrets, writeSecret } from '../config/secrets.ts';
import { tryKey } from './try-key.ts';

export interface KeyToSet {
  readonly home: Home;
  readonly text: string;
  readonly fetch: typeof fetch;
}

/**
 * Puts another API key in the place of this PC's one, once the cloud has taken it together with the signature of this
 * PC: a key that is mistyped, dead or of another PC never replaces one that works. Answers the public id.
 * Throws `agent.key-malformed` before anybody is asked, `edge.not-paired`, `edge.cloud-unreachable`, and what the cloud
 * refuses with.
 */
export async function setKey({ home, text, fetch }: KeyToSet): Promise<{ readonly id: string }> {
  const { id } = parseAgentKey(text);
  const { cloud, agent } = readConfig(home.config);
  const { privateKey } = readSecrets(home);
  const owner = await tryKey({ fetch, cloud }, { agentKey: text, privateKey });
  if (owner.agent !== agent) throw new Fault('agent.signature');
  writeSecret(home, home.agentKey, `${text}\n`);
  return { id };
}
