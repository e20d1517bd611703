/** What the programs and their database need to know. */
export interface StackConfig {
  /** Where the front listens. */
  readonly host: string;
  /** Given by a person; without it the first free port from PORT_DEFAULT on is taken. */
  readonly port: number | undefined;
  /** A server of one's own in place of the embedded one: the URL of the owner (or of a superuser). */
  readonly databaseUrl: string | undefined;
  /** The application role's way into that server, where the owner may not make roles. */
  readonly appDatabaseUrl: string | undefined;
}

export interface StartConfig extends StackConfig {
  /** Whether npm started us and waits: without it nobody is left who could stop us. */
  readonly underNpm: boolean;
}

/** Reads the settings of `npm start`, whole. Throws one message that names every mistake. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): StartConfig {
  const mistakes: string[] = [];
  const port = env['PORT'] === undefined || env['PORT'] === '' ? undefined : Number(env['PORT']);
  if (port !== undefined && (!Number.isInteger(port) || port < 1 || port > 65_535)) {
    mistakes.push(`PORT must be a number from 1 to 65535, not "${env['PORT']}"`);
  }
  for (const name of ['DATABASE_URL', 'APP_DATABASE_URL']) {
    const url = env[name];
    if (url !== undefined && !/^postgres(ql)?:\/\//.test(url)) mistakes.push(`${name} must begin with postgres://`);
  }
  if (mistakes.length > 0) throw new Error(`Tillbridge cannot start: ${mistakes.join('; ')}.`);
  return {
    host: env['HOST'] ?? '127.0.0.1',
    port,
    databaseUrl: env['DATABASE_URL'],
    appDatabaseUrl: env['APP_DATABASE_URL'],
    underNpm: env['npm_lifecycle_event'] !== undefined,
  };
}

/** What the programs inherit: enough to run, nothing that could be meant for us. */
export function inheritedEnvironment(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const plain = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'TEMP', 'SystemRoot', 'NODE_OPTIONS', 'LOG_LEVEL'];
  // How this machine reaches the network, and whom it trusts there.
  const kept = [...plain, 'NODE_EXTRA_CA_CERTS', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];
  return Object.fromEntries(kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name] ?? '']])));
}
