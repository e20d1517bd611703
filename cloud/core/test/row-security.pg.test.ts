import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClonedDatabase, cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import {
  connectDatabase,
  type Database,
  withCodeLocator,
  withKeyId,
  withPerson,
  withTenant,
} from '../src/db/client.ts';
import { readTenant } from '../src/db/read-tenant.ts';
import { type BuiltShop, buildShop } from './build-shop.ts';

/** Tables without an organization: identities that belong to several, counters, and what the house keeps of itself. */
const WITHOUT_TENANT = [
  'incarnations',
  'password_resets',
  'people',
  'recovery_codes',
  'refresh_tokens',
  'schema_migrations',
  'sessions',
  'sign_in_challenges',
  'throttles',
  'two_steps',
  'organization_ids',
];
const SECURITY_DEFINER = [
  'append_audit',
  'compare_day',
  'drop_archived_month',
  'ensure_incarnation',
  'ensure_months',
  'make_month',
  'mend_fact',
  'mend_list',
];
const POLICIES_BESIDE_TENANT = ['agent_keys.named_key', 'memberships.own_memberships', 'pairing_codes.named_code'];
const EXPECTED_POLICY =
  /^\(org_id = \( SELECT \(NULLIF\(current_setting\('app\.org_id'::text, true\), ''::text\)\)::uuid AS "nullif"\)\)$/;

let cloned: ClonedDatabase;
let owner: postgres.Sql;
let db: Database;
let alpha: BuiltShop;
let beta: BuiltShop;

beforeAll(async () => {
  cloned = await cloneDatabase();
  owner = postgres(cloned.superUrl, { max: 2, onnotice: () => undefined });
  alpha = await buildShop(owner);
  beta = await buildShop(owner);
  // A pool of one: whatever a transaction leaves behind, the next one would find.
  db = await connectDatabase({ url: cloned.appUrl, poolMax: 1 });
});
afterAll(async () => {
  await db.close();
  await owner.end();
  await cloned.drop();
});

const names = (rows: readonly { name: string }[]) => rows.map((row) => row.name).sort();

describe('the catalog', () => {
  it('forces row security on every table, partition and partitioned table of a tenant', async () => {
    const open = await owner<{ name: string }[]>`
      select c.relname as name
      from pg_class c
      where c.relnamespace = 'public'::regnamespace
        and c.relkind in ('r', 'p')
        and not (c.relrowsecurity and c.relforcerowsecurity)`;
    expect(names(open).filter((name) => !WITHOUT_TENANT.includes(name))).toEqual([]);
  });

  it('has the one tenant policy on each of them, for reading and for writing', async () => {
    const tables = await owner<{ name: string; using: string; check: string }[]>`
      select c.relname as name, pg_get_expr(p.polqual, p.polrelid) as using, pg_get_expr(p.polwithcheck, p.polrelid) as check
      from pg_class c
      left join pg_policy p on p.polrelid = c.oid and p.polname = 'tenant' and p.polcmd = '*' and p.polpermissive
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`;
    for (const table of tables.filter((row) => !WITHOUT_TENANT.includes(row.name))) {
      expect(table.using, table.name).toMatch(EXPECTED_POLICY);
      expect(table.check, table.name).toMatch(EXPECTED_POLICY);
    }
    expect(tables.length).toBeGreaterThan(WITHOUT_TENANT.length + 30);
  });

  it('has no other policy than the three narrow gates, and those only for reading', async () => {
    const others = await owner<{ name: string; cmd: string }[]>`
      select c.relname || '.' || p.polname as name, p.polcmd as cmd
      from pg_policy p
      join pg_class c on c.oid = p.polrelid
      where p.polname <> 'tenant'`;
    expect(names(others)).toEqual(POLICIES_BESIDE_TENANT);
    expect(others.map((row) => row.cmd)).toEqual(['r', 'r', 'r']);
  });

  it('carries org_id first in every primary key and in every foreign key between tenants', async () => {
    const keys = await owner<{ name: string; kind: string; columns: string[]; target: string | null }[]>`
      select c.relname || '.' || k.conname as name, k.contype as kind, t.relname as target,
        array(
          select a.attname::text
          from unnest(k.conkey) with ordinality n (attnum, at)
          join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n.attnum
          order by n.at
        ) as columns
      from pg_constraint k
      join pg_class c on c.oid = k.conrelid
      left join pg_class t on t.oid = k.confrelid
      where k.connamespace = 'public'::regnamespace
        and k.contype in ('p', 'u', 'f')
        and c.relname <> all(${WITHOUT_TENANT})
        and (t.relname is null or t.relname <> all(${WITHOUT_TENANT}))`;
    for (const key of keys) expect(key.columns, key.name).toContain('org_id');
    for (const key of keys.filter((one) => one.kind === 'p')) expect(key.columns[0], key.name).toBe('org_id');
    expect(keys.length).toBeGreaterThan(40);
  });

  it('has no materialized view, and no view that would lend its owner’s eyes', async () => {
    const views = await owner<{ name: string }[]>`
      select c.relname as name
      from pg_class c
      where c.relnamespace = 'public'::regnamespace
        and (c.relkind = 'm' or (c.relkind = 'v' and not coalesce('security_invoker=true' = any(c.reloptions), false)))`;
    expect(names(views)).toEqual([]);
  });

  it('lets only a named few functions act with the owner’s rights, each with a fixed path and not for everybody', async () => {
    const functions = await owner<{ name: string; config: string[] | null; everybody: boolean }[]>`
      select p.proname as name, p.proconfig as config, has_function_privilege('public', p.oid, 'execute') as everybody
      from pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.prosecdef`;
    expect(names(functions)).toEqual(SECURITY_DEFINER);
    for (const one of functions) {
      expect(one.config, one.name).toContain('search_path=public, pg_temp');
      expect(one.everybody, one.name).toBe(false);
    }
  });

  it('gives the application role no way around: no superuser, no bypass, no ownership, no DDL', async () => {
    const [role] = await owner`
      select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication,
        has_schema_privilege('tillbridge_app', 'public', 'create') as can_create,
        (select count(*) from pg_class where relowner = r.oid) as owned,
        (select count(*) from pg_auth_members where member = r.oid) as member_of
      from pg_roles r
      where rolname = 'tillbridge_app'`;
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreatedb: false,
      rolcreaterole: false,
      rolreplication: false,
      can_create: false,
      owned: '0',
      member_of: '0',
    });
  });

  it('lets nobody else but owner and backup touch a table, and the backup only read', async () => {
    const grants = await owner<{ grantee: string; privilege: string }[]>`
      select distinct grantee, privilege_type as privilege
      from information_schema.role_table_grants
      where table_schema = 'public' and grantee not in ('tillbridge_owner', 'tillbridge_app')`;
    expect(grants.filter((grant) => grant.grantee !== 'tillbridge_backup' && grant.grantee !== 'postgres')).toEqual([]);
    expect(grants.filter((grant) => grant.grantee === 'tillbridge_backup' && grant.privilege !== 'SELECT')).toEqual([]);
  });

  it('keeps the trail, custody and facts from being changed or deleted by the application', async () => {
    for (const table of [
      'audit_events',
      'audit_heads',
      'facts',
      'cash_transactions',
      'denomination_lines',
      'stream_segments',
      'salvage_chunks',
    ]) {
      const [row] = await owner`
        select has_table_privilege('tillbridge_app', ${table}, 'update') as update,
          has_table_privilege('tillbridge_app', ${table}, 'delete') as delete,
          has_table_privilege('tillbridge_app', ${table}, 'truncate') as truncate`;
      expect(row, table).toEqual({ update: false, delete: false, truncate: false });
    }
  });
});

describe('the application role on one connection', () => {
  const shopsSeen = (tx: postgres.Sql | postgres.TransactionSql) =>
    tx<{ shop_id: string }[]>`select shop_id from shops`;

  it('sees nothing without a tenant, and only its own rows with one', async () => {
    expect(await shopsSeen(db.sql)).toHaveLength(0);
    expect((await withTenant(db, alpha.org, shopsSeen)).map((row) => row.shop_id)).toEqual([alpha.shop]);
    expect((await readTenant(db, beta.org, shopsSeen)).map((row) => row.shop_id)).toEqual([beta.shop]);
    expect(await shopsSeen(db.sql)).toHaveLength(0);
  });

  it('sees nothing after an error inside, after a rollback, and after a broken statement', async () => {
    await expect(withTenant(db, alpha.org, (tx) => tx`select 1 / 0`)).rejects.toThrow('division by zero');
    expect(await shopsSeen(db.sql)).toHaveLength(0);
    await expect(
      withTenant(db, alpha.org, async () => {
        throw new Error('a bug');
      }),
    ).rejects.toThrow('a bug');
    expect(await shopsSeen(db.sql)).toHaveLength(0);
    await expect(withTenant(db, alpha.org, (tx) => tx.unsafe('selec'))).rejects.toThrow();
    expect(await shopsSeen(db.sql)).toHaveLength(0);
    expect((await withTenant(db, beta.org, shopsSeen)).map((row) => row.shop_id)).toEqual([beta.shop]);
  });

  it('cannot write into another tenant, nor move a row there', async () => {
    const insert = withTenant(
      db,
      alpha.org,
      (tx) => tx`
        insert into machines (org_id, machine_id, shop_id, name, driver, currency)
        values (${beta.org}, gen_random_uuid(), ${beta.shop}, 'x', 'x', 'THB')`,
    );
    await expect(insert).rejects.toThrow('row-level security');
    const move = withTenant(db, alpha.org, (tx) => tx`update machines set org_id = ${beta.org}`);
    await expect(move).rejects.toThrow(/row-level security|foreign key/);
    const byName = await withTenant(
      db,
      alpha.org,
      (tx) => tx`update agents set name = 'x' where agent_id = ${beta.agent}`,
    );
    expect(byName.count).toBe(0);
  });

  it('cannot hang a row onto a machine or shop of another tenant', async () => {
    const hang = withTenant(
      db,
      alpha.org,
      (tx) => tx`
        insert into machine_states (org_id, machine_id, shop_id, state)
        values (${alpha.org}, ${beta.machine}, ${alpha.shop}, 'idle')`,
    );
    await expect(hang).rejects.toThrow('foreign key');
  });

  it('sees through each gate only the row it names', async () => {
    const [keys, none] = [
      await withKeyId(db, alpha.key, (tx) => tx<{ key_id: string }[]>`select key_id from agent_keys`),
      await withKeyId(db, 'nobody00', (tx) => tx`select key_id from agent_keys`),
    ];
    expect(keys.map((row) => row.key_id)).toEqual([alpha.key]);
    expect(none).toHaveLength(0);
    expect(await withKeyId(db, alpha.key, (tx) => tx`select 1 from agents`)).toHaveLength(0);
    expect(await withCodeLocator(db, 'ABC', (tx) => tx`select 1 from pairing_codes`)).toHaveLength(0);
    expect(await withPerson(db, alpha.org, (tx) => tx`select 1 from memberships`)).toHaveLength(0);
    const write = withKeyId(db, alpha.key, (tx) => tx`update agent_keys set revoked_at = now()`);
    expect((await write).count).toBe(0);
  });

  it('cannot append to the trail of another organization', async () => {
    const append = withTenant(
      db,
      alpha.org,
      (tx) => tx`select append_audit(${beta.org}::uuid, 'system', null, 'x.y', null, false, null, '{}'::jsonb)`,
    );
    await expect(append).rejects.toThrow('not the organization');
  });

  it('cannot see past row security by lying in a foreign table or a dump', async () => {
    await expect(db.sql`alter table shops disable row level security`).rejects.toThrow('must be owner');
    await expect(db.sql`set row_security = off`.then(() => db.sql`select * from shops`)).rejects.toThrow(
      'row-level security',
    );
    await db.sql`reset row_security`;
  });
});

describe('a connection as somebody above row security', () => {
  it('is refused at start', async () => {
    await expect(connectDatabase({ url: cloned.superUrl, poolMax: 1 })).rejects.toThrow('not bound by row security');
  });
});
