import { existsSync } from 'node:fs';
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
