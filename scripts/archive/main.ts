import { connectDatabase } from '@tillbridge/core/db/client';
import { readPlaces } from '@tillbridge/core/store/read-places';
import { readSecretsFile } from '@tillbridge/core/store/secrets-file';
import { verifyEveryArchive } from './verify-every-archive.ts';

const HELP = `Reads the whole archive back: of every organization each volume's signature, chain and files, and every fact against
the hashes of custody. Prints the public keys that it believes, as an outside verifier wants them (docs/archive.md).
DATABASE_URL (of the application role), ARCHIVE_STORE and TILLBRIDGE_SECRETS as the worker has them. --json for programs.
Ends with 0 when every volume is sound, 1 when one is not, 2 when it could not be tried.
`;

const url = process.env['DATABASE_URL'];
if (url === undefined || process.argv.includes('--help')) {
  process.stderr.write(HELP);
  process.exit(2);
}
try {
  const mistakes: string[] = [];
  const path = process.env['TILLBRIDGE_SECRETS'];
  const { archive } = readPlaces(process.env, path ? readSecretsFile(path, mistakes) : undefined, mistakes);
  if (mistakes.length > 0) throw new Error(mistakes.join('; '));
  if (archive === undefined) throw new Error('ARCHIVE_STORE is not set');
  const db = await connectDatabase({ url, poolMax: 1 });
  const { text, sound, checks } = await verifyEveryArchive({ db, ...archive });
  await db.close();
  process.stdout.write(process.argv.includes('--json') ? `${JSON.stringify(checks)}\n` : text);
  process.exitCode = sound ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(2);
}
