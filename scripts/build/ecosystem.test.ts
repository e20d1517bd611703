import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { REPOSITORY } from '../postgres/repository.ts';

interface App {
  readonly name: string;
  readonly script: string;
  readonly interpreter: string;
  readonly exec_mode: string;
}

test('PM2 finds the three programs of the cloud, each with its interpreter named', async () => {
  const file = pathToFileURL(join(REPOSITORY, 'ecosystem.config.js')).href;
  const { apps } = (await import(file)) as { readonly apps: readonly App[] };
  expect(apps.map((app) => app.name)).toEqual(['api', 'worker', 'dashboard']);
  expect(apps.every((app) => app.interpreter === 'node')).toBe(true);
  for (const name of ['api', 'worker'])
    expect(existsSync(join(REPOSITORY, 'cloud', name, 'src', 'main.ts'))).toBe(true);
});

test('what is to be set for the worker is named where it is started, all that its configuration reads', () => {
  const said = readFileSync(join(REPOSITORY, 'ecosystem.config.js'), 'utf8');
  const read = readFileSync(join(REPOSITORY, 'cloud', 'worker', 'src', 'config.ts'), 'utf8');
  const names = [...read.matchAll(/env\['([A-Z_]+)'\]/g)]
    .map(([, name]) => name)
    .filter((name) => name !== 'LOG_LEVEL');
  expect(names).toContain('SMTP_URL');
  for (const name of names) expect(said).toContain(name);
});
