import postgres from 'postgres';
import { freePort } from '../postgres/free-port.ts';
import { type RunningPostgres, startPostgres } from '../postgres/start-postgres.ts';

/** A durable Postgres of the rig's own, on one port for all its lives. */
export interface RigPostgres {
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** The superuser's connection into the rig's database; a new one after each start. */
  readonly sql: postgres.Sql;
  /** No checkpoint and no goodbye: every connection is cut, and the next start recovers from the log. */
  crash(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export async function openRigPostgres(dataDir: string): Promise<RigPostgres> {
  const port = await freePort();
  let server: RunningPostgres = await startPostgres({ dataDir, port });
  let sql = connect(server);
  const { ownerUrl, appUrl } = server;
  return {
    ownerUrl,
    appUrl,
    get sql() {
      return sql;
    },
    async crash() {
      const pid = await postmasterPid(sql);
      await sql.end({ timeout: 1 });
      process.kill(pid, 'SIGQUIT');
      await server.ended;
    },
    async start() {
      server = await startPostgres({ dataDir, port });
      sql = connect(server);
    },
    async stop() {
      await sql.end({ timeout: 1 });
      await server.stop();
    },
  };
}

function connect({ superUrl, appUrl }: RunningPostgres): postgres.Sql {
  const url = new URL(superUrl);
  url.pathname = new URL(appUrl).pathname;
  return postgres(url.href, { max: 1, onnotice: () => undefined });
}

/** First line of the lock file that every Postgres keeps in its data folder, wherever that lies. */
async function postmasterPid(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ file: string }[]>`select pg_read_file('postmaster.pid') as file`;
  return Number(row?.file.split('\n')[0]);
}
