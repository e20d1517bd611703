import type { Clock } from '../clock.ts';
import type { AgentConfig } from '../config/agent-config.ts';
import type { Home } from '../config/home.ts';
import type { Secrets } from '../config/secrets.ts';
import type { AgentStatus } from '../status.ts';

/** What an examination may touch. */
export interface Bedside {
  readonly home: Home;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  readonly software: string;
  /** Less free disk than this is a finding. */
  readonly diskFloorBytes: number;
}

/** The agent on this PC as far as it is known: later checks stand on what earlier ones found. */
export interface Patient extends Bedside {
  readonly config: AgentConfig | undefined;
  readonly secrets: Secrets | undefined;
  /** What the running agent says of itself; undefined when none answers. */
  readonly status: AgentStatus | undefined;
}
