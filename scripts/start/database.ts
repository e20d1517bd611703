import { join } from 'node:path';
import postgres from 'postgres';
import { freePort } from '../postgres/free-port.ts';
import { prepareDatabase } from '../postgres/prepare-database.ts';
import { ensureRoles, readCredentials } from '../postgres/roles.ts';
import { type RunningPostgres, startPostgres } from '../postgres/start-postgres.ts';
import type { StackConfig } from './config.ts';
import type { Home } from './home.ts';

export interface OpenDatabase {
  /** The application role's URL: all that the programs get. */
  readonly appUrl: string;
  /** The same error, or the one behind it when the server has said that the disk is full. */
  explained(error: unknown): unknown;
  stop(): Promise<void>;
}

export interface DatabaseOptions {
  readonly config: StackConfig;
  readonly home: Home;
  readonly migrations: string;
  readonly say: (line: string) => void;
}

const RESTART_WAIT_MS = 500;
const NO_SPACE = 'No space left on device';
const DISK_FULL = /No space left on device|Check free disk space|could not extend file/;

/** The embedded server, kept running, or the one of DATABASE_URL; migrated either way. */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const { config, migrations, say } = options;
  if (config.databaseUrl !== undefined) return openGiven(options, config.databaseUrl);
  say('Starting Postgres …');
  const port = await freePort();
  let server = await startPostgres({ dataDir: options.home.postgres, port });
  let stopping = false;
  const watch = (running: RunningPostgres) =>
    void running.ended.then(async (code) => {
      if (stopping) return;
      say(`Postgres ended (code ${code}); starting it again.`);
      server = await startAgain(options, port, () => stopping);
      watch(server);
    });
  watch(server);
  const diskIsFull = () => DISK_FULL.test(server.lastWords());
  const applied = await prepareDatabase(server.ownerUrl, migrations).catch(async (error: unknown) => {
    stopping = true;
    await server.stop();
    throw diskIsFull() ? new Error(NO_SPACE, { cause: error }) : error;
  });
  if (applied.length > 0) say(`Applied ${applied.length} migrations.`);
  return {
    appUrl: server.appUrl,
    explained: (error) => (diskIsFull() ? new Error(NO_SPACE, { cause: error }) : error),
    async stop() {
      stopping = true;
      await server.stop();
    },
  };
}

async function startAgain(
  { home, say }: DatabaseOptions,
  port: number,
  stopping: () => boolean,
): Promise<RunningPostgres> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, RESTART_WAIT_MS));
    try {
      return await startPostgres({ dataDir: home.postgres, port });
    } catch (error) {
      if (stopping()) throw error;
      say(`Postgres does not start: ${error instanceof Error ? error.message.split('\n')[0] : error}. Trying again.`);
    }
  }
}

/** A superuser's URL gets the roles made; any other is taken for the owner's, beside the application role's URL. */
async function openGiven({ config, home, migrations, say }: DatabaseOptions, url: string): Promise<OpenDatabase> {
  say('Using the database of DATABASE_URL …');
  const sql = postgres(url, { max: 1, onnotice: () => undefined, connect_timeout: 10 });
  try {
    const [role] = await sql<{ all: boolean; app: boolean }[]>`
      select rolsuper as all, exists (select 1 from pg_roles where rolname = 'tillbridge_app') as app
      from pg_roles
      where rolname = current_user`;
    if (role?.all !== true) {
      if (config.appDatabaseUrl === undefined || role?.app !== true) {
        throw new Error(
          'DATABASE_URL is not a superuser, so the roles tillbridge_app and tillbridge_backup must exist and APP_DATABASE_URL must be given.',
        );
      }
      await prepareDatabase(url, migrations);
      return { appUrl: config.appDatabaseUrl, ...NOT_OURS };
    }
    const credentials = readCredentials(join(home.dir, 'database-credentials.json'));
    await ensureRoles(sql, credentials, { resetPasswords: true });
    const [here] = await sql<{ name: string }[]>`select quote_ident(current_database()) as name`;
    await sql.unsafe(
      `alter database ${here?.name} owner to tillbridge_owner; alter schema public owner to tillbridge_owner;`,
    );
    await prepareDatabase(as(url, 'tillbridge_owner', credentials.owner), migrations);
    return { appUrl: config.appDatabaseUrl ?? as(url, 'tillbridge_app', credentials.app), ...NOT_OURS };
  } finally {
    await sql.end({ timeout: 2 });
  }
}

/** A server of somebody else is neither stopped nor explained by us. */
const NOT_OURS = { explained: (error: unknown) => error, stop: async () => undefined };

function as(url: string, role: string, password: string): string {
  const changed = new URL(url);
  changed.username = role;
  changed.password = password;
  return changed.href;
}
