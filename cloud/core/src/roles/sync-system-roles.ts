import { randomBytes } from 'node:crypto';
import { uuidv7 } from '@tillbridge/shared/ids';
import { SYSTEM_ROLES, type SystemRole } from '@tillbridge/shared/permissions';
import { SYSTEM_ROLE_NAMES } from '@tillbridge/shared/system-role-names';
import type postgres from 'postgres';
import { appendAudit } from '../audit/append-audit.ts';
import type { Tx } from '../db/client.ts';

/**
 * Gives the system roles of every organization what the registry of this release says, role by role and audited, so
 * that a new permission reaches organizations that exist. Run by the owner of the database with the migrations; may be
 * repeated and changes nothing then. Custom roles stay as they are. Answers how many roles it changed or added.
 */
export async function syncSystemRoles(sql: postgres.Sql): Promise<number> {
  const organizations = await sql<{ org: string }[]>`select org_id as org from organization_ids order by org_id`;
  let changed = 0;
  for (const { org } of organizations) {
    changed += await sql.begin(async (tx) => {
      // The owner is bound by row security, too: each organization is written as itself, and no table is locked.
      await tx`select set_config('app.org_id', ${org}, true)`;
      return syncOne(tx, org);
    });
  }
  return changed;
}

async function syncOne(tx: Tx, org: string): Promise<number> {
  const rows = await tx<{ id: string; key: string; permissions: string[] }[]>`
    select role_id as id, role_key as key, permissions
    from roles
    where org_id = ${org} and system
    order by role_key
    for update`;
  const known = new Map(rows.map((row) => [row.key, row]));
  let changed = 0;
  for (const [key, permissions] of Object.entries(SYSTEM_ROLES) as [SystemRole, readonly string[]][]) {
    const row = known.get(key);
    if (row === undefined) changed += await addRole(tx, org, key, permissions);
    else if (!sameWords(row.permissions, permissions)) {
      await tx`update roles set permissions = ${[...permissions]} where org_id = ${org} and role_id = ${row.id}`;
      await note(tx, org, row.id, row.permissions, permissions);
      changed += 1;
    }
  }
  return changed;
}

async function addRole(tx: Tx, org: string, key: SystemRole, permissions: readonly string[]): Promise<number> {
  const id = uuidv7(Date.now(), randomBytes(10));
  const name = SYSTEM_ROLE_NAMES[key];
  const added = await tx`
    insert into roles (org_id, role_id, role_key, name_th, name_en, system, permissions)
    values (${org}, ${id}, ${key}, ${name.th}, ${name.en}, true, ${[...permissions]})
    on conflict (org_id, role_key) do nothing
    returning role_id`;
  if (added.length > 0) await note(tx, org, id, [], permissions);
  return added.length;
}

async function note(
  tx: Tx,
  org: string,
  subject: string,
  before: readonly string[],
  after: readonly string[],
): Promise<void> {
  const detail = {
    added: after.filter((word) => !before.includes(word)).join(' '),
    taken: before.filter((word) => !after.includes(word)).join(' '),
  };
  await appendAudit(tx, { org, actorKind: 'system', actor: null, action: 'role.synced', subject, detail });
}

function sameWords(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word) => other.includes(word));
}
