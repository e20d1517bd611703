import { type Clock, instant } from '../clock.ts';
import type { AgentConfig } from '../config/agent-config.ts';
import type { Home } from '../config/home.ts';
import { writeSecret } from '../config/secrets.ts';
import type { Counter } from '../counter/counter.ts';
import type { CloudFetch } from '../delivery/cloud-fetch.ts';
import type { AgentCredentials } from '../delivery/credentials.ts';
import type { Journal } from '../journal/journal.ts';
import type { Log } from '../log.ts';
import { agentActs } from './agent-acts.ts';
import { type CommandLine, startCommandLine } from './command-line.ts';
import { openCommandMemory } from './command-memory.ts';
import type { RecountWishes } from './recount-wishes.ts';
import { rotateKey } from './rotate-key.ts';

/** What only the process around the agent can do. */
export interface RemoteTools {
  readonly packBundle: () => Promise<Uint8Array>;
  /** Undefined where nothing would start the process again. */
  readonly restart: (() => void) | undefined;
}

export interface AttendedParts {
  readonly cloudUrl: string;
  readonly credentials: AgentCredentials;
  readonly clock: Clock;
  readonly fetch?: CloudFetch;
  readonly journal: Journal;
  readonly wishes: RecountWishes;
  readonly counter: Counter;
  readonly refresh: () => void;
}

/** Hears commands for as long as the agent runs, where the process around it can carry them out. */
export function attendCommands(
  { home, config, log, remote }: { home: Home; config: AgentConfig; log: Log; remote?: RemoteTools },
  { journal, wishes, counter, refresh, ...cloud }: AttendedParts,
): CommandLine | undefined {
  if (remote === undefined) return undefined;
  const own = log.child({ part: 'commands' });
  const keepKey = (key: string) => writeSecret(home, home.agentKey, `${key}\n`);
  const tools = {
    ...remote,
    machines: config.machines.map(({ id }) => id),
    wishes,
    refresh,
    keepKey,
    now: () => instant(cloud.clock.nowMs()),
    isIdle: () => counter.desks.every((desk) => desk.running() === undefined) && journal.openOperations().length === 0,
  };
  return startCommandLine({
    ...cloud,
    log: own,
    carrying: (ask) => ({
      agent: config.agent,
      memory: openCommandMemory(journal),
      acts: agentActs(tools, ask),
      log: own,
    }),
    rotate: (ask) => rotateKey(ask, keepKey),
  });
}
