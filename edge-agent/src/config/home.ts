import { join } from 'node:path';

/** Where everything of one agent lies on the PC. */
export interface Home {
  readonly dir: string;
  readonly config: string;
  readonly secrets: string;
  readonly agentKey: string;
  readonly privateKey: string;
  readonly localToken: string;
  readonly journal: string;
  readonly logs: string;
  /** Where other versions of the program lie, and the word on which of them runs. */
  readonly versions: string;
  /** Where the running session of a machine is kept. */
  readonly sessionOf: (machine: string) => string;
  /** The password of a machine's user, where it asks for one. */
  readonly passwordOf: (machine: string) => string;
}

/** Paths below a home folder; nothing is read or made. */
export function homeAt(dir: string): Home {
  const secrets = join(dir, 'secrets');
  return {
    dir,
    config: join(dir, 'config.json'),
    secrets,
    agentKey: join(secrets, 'agent.key'),
    privateKey: join(secrets, 'agent-ed25519.pem'),
    localToken: join(secrets, 'local-api.token'),
    journal: join(dir, 'journal'),
    logs: join(dir, 'logs'),
    versions: join(dir, 'versions'),
    sessionOf: (machine) => join(dir, 'machines', `${machine}.session`),
    passwordOf: (machine) => join(secrets, `machine-${machine}.password`),
  };
}
