import { connectDatabase } from '@tillbridge/core/db/client';
import { readPlaces } from '@tillbridge/core/store/read-places';
import { readSecretsFile } from '@tillbridge/core/store/secrets-file';
import { verifyEveryTrail } from './verify-every-trail.ts';

const HELP = `Proves that nobody touched the audit trail: every organization's chain, and its checkpoints outside the database.
DATABASE_URL (of the application role), AUDIT_STORE and TILLBRIDGE_SECRETS as the API has them. --json for programs.
Ends with 0 when every trail is sound, 1 when one is not, 2 when it could not be tried.
`;

const url = process.env['DATABASE_URL'];
if (url === undefined || process.argv.includes('--help')) {
  process.stderr.write(HELP);
  process.exit(2);
}
try {
  const mistakes: string[] = [];
  const path = process.env['TILLBRIDGE_SECRETS'];
  const places = readPlaces(process.env, path ? readSecretsFile(path, mistakes) : undefined, mistakes);
  if (mistakes.length > 0) throw new Error(mistakes.join('; '));
  const db = await connectDatabase({ url, poolMax: 1 });
  const { text, sound, checks } = await verifyEveryTrail(db, places.audit);
  await db.close();
  process.stdout.write(process.argv.includes('--json') ? `${JSON.stringify(checks)}\n` : text);
  process.exitCode = sound ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(2);
}
