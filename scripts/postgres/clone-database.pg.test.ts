import postgres from 'postgres';
import { expect, test } from 'vitest';
import { cloneDatabase } from './clone-database.ts';

test('two clones of the template do not see each other', async () => {
  const [one, other] = await Promise.all([cloneDatabase(), cloneDatabase()]);
  const first = postgres(one.ownerUrl, { max: 1 });
  const second = postgres(other.ownerUrl, { max: 1 });
  try {
    await first`insert into people (person_id, email, name) values (gen_random_uuid(), 'somebody@demo.test', 'Somebody')`;
    expect(await first`select 1 from people`).toHaveLength(1);
    expect(await second`select 1 from people`).toHaveLength(0);
  } finally {
    await Promise.all([first.end(), second.end()]);
    await Promise.all([one.drop(), other.drop()]);
  }
});

test('the application role may read its tables and change no table', async () => {
  const clone = await cloneDatabase();
  const app = postgres(clone.appUrl, { max: 1 });
  try {
    expect(await app`select * from organizations`).toHaveLength(0);
    await expect(app`create table forbidden (id integer)`).rejects.toThrow(/permission denied/);
    expect((await app`select ensure_incarnation() as name`)[0]?.['name']).toMatch(/^[0-9a-f]{32}$/);
  } finally {
    await app.end();
    await clone.drop();
  }
});
