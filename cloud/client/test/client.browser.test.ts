import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser } from '../../../scripts/browser/open-browser.ts';
import { makeOrganization, PASSWORD, type TestOrganization } from '../../api/test/make-world.ts';
import type { TestApi } from '../../api/test/start-api.ts';
import { listeningApi } from './listening-api.ts';

declare global {
  var tillbridge: typeof import('../src/index.ts');
}

let api: TestApi;
let baseUrl: string;
let org: TestOrganization;
let browser: Browser;
beforeAll(async () => {
  ({ api, baseUrl } = await listeningApi());
  org = await makeOrganization(api.db, 'Alpha');
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await api.close();
});

it('works in a page of the cloud’s own origin, where the browser keeps the session', async () => {
  const built = await build({
    entryPoints: [`${import.meta.dirname}/../src/index.ts`],
    bundle: true,
    format: 'iife',
    globalName: 'tillbridge',
    platform: 'browser',
    write: false,
  });
  // The page's own policy runs no script but its own; this one stands for a script of ours.
  const page = await (await browser.newContext({ bypassCSP: true })).newPage();
  await page.goto(`${baseUrl}/api/v1/docs`);
  await page.addScriptTag({ content: built.outputFiles[0]?.text ?? '' });
  const seen = await page.evaluate(
    async (body) => {
      const { createClient, dataOf } = globalThis.tillbridge;
      const client = createClient({ baseUrl: '' });
      const before = await client.GET('/api/v1/me');
      await dataOf(client.POST('/api/v1/session', { body }));
      await dataOf(client.POST('/api/v1/account', { body: { name: 'Somchai' } }));
      return { refused: before.error?.code, name: (await dataOf(client.GET('/api/v1/me'))).person.name };
    },
    { email: org.people.owner.email, password: PASSWORD },
  );
  expect(seen).toEqual({ refused: 'api.signed-out', name: 'Somchai' });
});
