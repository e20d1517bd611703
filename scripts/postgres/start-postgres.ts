import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findBinaries } from './binaries.ts';
import { freePort } from './free-port.ts';
import { type Credentials, prepareServer, readCredentials } from './roles.ts';
import { runServer } from './run-server.ts';
import { planRun, type RunPlan } from './unprivileged.ts';

export interface StartPostgresOptions {
  /** Folder of ours: it gets `cluster/`, `credentials.json` (0600) and `postgres.log`. */
  readonly dataDir: string;
  /** Default: a free one. */
  readonly port?: number;
  /** Gives up durability for speed. Never where anything has to survive. */
  readonly throwAway?: boolean;
  readonly maxConnections?: number;
}

export interface RunningPostgres {
  readonly port: number;
  readonly superUrl: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly ended: Promise<number>;
  /** The last it said, for those who must tell why. */
  lastWords(): string;
  stop(): Promise<void>;
}

const DATABASE = 'tillbridge';

const THROW_AWAY = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '64MB',
  max_wal_size: '256MB',
};
const DURABLE = { shared_buffers: '64MB', max_wal_size: '512MB' };

/**
 * Starts the embedded server, making cluster, roles and an empty database `tillbridge` the first time.
 * The server ends with this process, however that ends. Throws a sentence where Postgres cannot run.
 */
export async function startPostgres(options: StartPostgresOptions): Promise<RunningPostgres> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const credentials = readCredentials(join(options.dataDir, 'credentials.json'));
  const plan = planRun(findBinaries(), join(options.dataDir, 'cluster'));
  if (!isInitialized(plan, options)) initialize(plan, options, credentials);
  const port = options.port ?? (await freePort());
  const server = await runServer(plan, settingsFor(options, port), join(options.dataDir, 'postgres.log'));
  const url = (role: string, password: string, database: string) =>
    `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
  const superUrl = url('postgres', credentials.superuser, 'postgres');
  try {
    await prepareServer(superUrl, credentials, DATABASE);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    port,
    superUrl,
    ownerUrl: url('tillbridge_owner', credentials.owner, DATABASE),
    appUrl: url('tillbridge_app', credentials.app, DATABASE),
    ended: server.ended,
    lastWords: () => server.lastWords(),
    stop: () => server.stop(),
  };
}

function settingsFor(options: StartPostgresOptions, port: number): Record<string, string> {
  return {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: String(options.maxConnections ?? 100),
    wal_level: 'minimal',
    max_wal_senders: '0',
    io_method: 'sync',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    logging_collector: 'off',
    log_checkpoints: 'off',
    // A statement of an ingest carries a whole batch; it helps nobody in a log.
    log_min_error_statement: 'panic',
    ...(options.throwAway === true ? THROW_AWAY : DURABLE),
  };
}

/** Both must be there: the data may lie in another folder than the marker, and that one may have been swept. */
function isInitialized(plan: RunPlan, options: StartPostgresOptions): boolean {
  return existsSync(join(options.dataDir, 'initialized')) && existsSync(join(plan.dataDir, 'PG_VERSION'));
}

/** The marker is written last, so that an initialization that was cut off is thrown away and made again. */
function initialize(plan: RunPlan, options: StartPostgresOptions, credentials: Credentials): void {
  const { account } = plan;
  const passwordFile = join(dirname(plan.dataDir), `password-${process.pid}`);
  for (const name of readdirSync(plan.dataDir)) rmSync(join(plan.dataDir, name), { recursive: true, force: true });
  writeFileSync(passwordFile, credentials.superuser, { mode: 0o600 });
  if (account !== undefined) chownSync(passwordFile, account.uid, account.gid);
  try {
    const place = ['-D', plan.dataDir, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
    const text = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const [program = '', ...args] = [
      ...plan.prefix,
      plan.binaries.initdb,
      ...place,
      ...text,
      ...(options.throwAway === true ? ['--no-sync'] : []),
    ];
    const result = spawnSync(program, args, { encoding: 'utf8', cwd: '/', ...account });
    if (result.status !== 0) {
      throw new Error(`Postgres could not make its data folder.\n${result.stderr ?? ''}${result.error?.message ?? ''}`);
    }
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeFileSync(join(options.dataDir, 'initialized'), '');
}
