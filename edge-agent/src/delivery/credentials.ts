import type { KeyObject } from 'node:crypto';

/** Who the agent is to the cloud: the key bought at pairing, and the Ed25519 key made on this PC. */
export interface AgentCredentials {
  readonly agent: string;
  readonly key: string;
  readonly privateKey: KeyObject;
}
