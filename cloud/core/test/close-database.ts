import postgres from 'postgres';

/** Ends every connection of a database and lets none begin, as if it were away. Answers how to open it again. */
export async function closeDatabase(database: {
  readonly superUrl: string;
  readonly name: string;
}): Promise<() => Promise<void>> {
  // A database cannot be closed from inside.
  const elsewhere = Object.assign(new URL(database.superUrl), { pathname: '/postgres' }).href;
  const superuser = postgres(elsewhere, { max: 1, onnotice: () => undefined });
  await superuser.unsafe(`alter database ${database.name} with allow_connections false`);
  await superuser`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${database.name}`;
  let open: Promise<void> | undefined;
  return () => {
    open ??= superuser
      .unsafe(`alter database ${database.name} with allow_connections true`)
      .then(() => superuser.end());
    return open;
  };
}
