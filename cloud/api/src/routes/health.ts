import { newestMigration } from '@tillbridge/core/db/newest-migration';
import { requireMigrated } from '@tillbridge/core/reads/read-readiness';
import { Type } from 'typebox';
import { answers } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';

const Ok = Type.Object({ status: Type.Literal('ok') });

/** For supervisors and balancers: the process lives; the process can do its work. */
export async function healthRoutes(app: App, { database }: ApiOptions): Promise<void> {
  const tags = ['health'];
  // Once: files that come later belong to a newer program.
  const needed = newestMigration();
  app.get('/healthz', { config: { access: 'public' }, schema: { tags, response: answers(Ok, []) } }, async () => ({
    status: 'ok' as const,
  }));
  app.get('/readyz', { config: { access: 'public' }, schema: { tags, response: answers(Ok, [503]) } }, async () => {
    await requireMigrated(database, needed);
    return { status: 'ok' as const };
  });
}
