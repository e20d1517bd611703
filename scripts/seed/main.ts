import { connectDatabase } from '@tillbridge/core/db/client';
import { seedDemo } from '@tillbridge/core/seed/seed-demo';

const url = process.env['DATABASE_URL'];
const password = process.env['DEMO_PASSWORD'];
if (url === undefined || password === undefined) {
  process.stderr.write('Give DATABASE_URL (of the application role) and DEMO_PASSWORD.\n');
  process.exit(2);
}
try {
  const db = await connectDatabase({ url, poolMax: 3 });
  const shops = await seedDemo(db, { password });
  await db.close();
  process.stdout.write(`${JSON.stringify({ shops })}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
