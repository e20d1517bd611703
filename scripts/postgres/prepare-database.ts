import { syncSystemRoles } from '@tillbridge/core/roles/sync-system-roles';
import { installQueues, QUEUE_SCHEMA } from '@tillbridge/worker/install-queues';
import postgres from 'postgres';
import { migrate } from './migrate.ts';
import { CLOUD_MIGRATIONS } from './repository.ts';

/**
 * Brings a database to the newest form, as its owner: our migrations, what this release's system roles may, then the
 * worker's queues with the rights the application role needs on them. May be repeated. Returns the
 * names of the migrations it applied.
 */
export async function prepareDatabase(ownerUrl: string, migrations: string = CLOUD_MIGRATIONS): Promise<string[]> {
  const applied = await migrate(ownerUrl, migrations);
  await installQueues(ownerUrl);
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await syncSystemRoles(sql);
    await sql.unsafe(`
      grant usage on schema ${QUEUE_SCHEMA} to tillbridge_app;
      grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to tillbridge_app;
      grant usage on schema ${QUEUE_SCHEMA} to tillbridge_backup;
      grant select on all tables in schema ${QUEUE_SCHEMA} to tillbridge_backup;
    `);
  } finally {
    await sql.end({ timeout: 5 });
  }
  return applied;
}
