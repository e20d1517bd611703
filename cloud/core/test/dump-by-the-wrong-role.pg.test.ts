import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClonedDatabase, cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { buildShop } from './build-shop.ts';

let cloned: ClonedDatabase;
let owner: postgres.Sql;
let app: postgres.Sql;
let tables: readonly string[];
beforeAll(async () => {
  cloned = await cloneDatabase();
  owner = postgres(cloned.superUrl, { max: 1, onnotice: () => undefined });
  await buildShop(owner);
  app = postgres(cloned.appUrl, { max: 1, onnotice: () => undefined });
  const rows = await owner<{ name: string }[]>`
    select relname as name
    from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity
      and has_table_privilege('tillbridge_app', oid, 'select')
    order by relname`;
  tables = rows.map((row) => row.name);
}, 60_000);
afterAll(async () => {
  await app.end();
  await owner.end();
  await cloned.drop();
});

/** What a dump does of each table, told as a count. */
const dumped = (sql: postgres.Sql, table: string, before: string) =>
  sql.begin(async (tx) => {
    await tx.unsafe(before);
    const [row] = await tx.unsafe(`select count(*)::int as rows from (table ${table}) t`);
    return Number(row?.['rows']);
  });

it('attack: a dump by the wrong role fails at every table of a tenant, as a dump asks for it', async () => {
  expect(tables.length).toBeGreaterThan(30);
  for (const table of tables) {
    await expect(dumped(app, table, 'set local row_security = off'), table).rejects.toThrow('row-level security');
  }
});

it('attack: a dump by the wrong role that leaves row security on is empty', async () => {
  for (const table of tables) expect(await dumped(app, table, 'select 1'), table).toBe(0);
});

it('a dump by the backup role holds the rows', async () => {
  const asBackup = 'set local role tillbridge_backup; set local row_security = off';
  expect(await dumped(owner, 'shops', asBackup)).toBe(1);
  await expect(
    owner.begin(async (tx) => {
      await tx.unsafe(asBackup);
      await tx.unsafe("update shops set code = 'X1'");
    }),
  ).rejects.toThrow('permission denied');
});
