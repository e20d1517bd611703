import { prepareDatabase } from '../postgres/prepare-database.ts';

const url = process.env['DATABASE_URL'];
if (url === undefined) {
  process.stderr.write(
    'Say which database in DATABASE_URL (the URL of its owner). "npm start" migrates its own by itself.\n',
  );
  process.exit(2);
}
try {
  const applied = await prepareDatabase(url);
  process.stdout.write(applied.length === 0 ? 'The database is up to date.\n' : `Applied ${applied.join(', ')}.\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
