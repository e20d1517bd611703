import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../../../scripts/postgres/repository.ts';
import { around, openTill, shopDay } from '../../api/test/fill-shop.ts';
import { makeOrganization, PASSWORD, type TestOrganization } from '../../api/test/make-world.ts';
import { signInAs, type TestApi } from '../../api/test/start-api.ts';
import { findShop } from '../examples/find-shop.ts';
import { renameShop } from '../examples/rename-shop.ts';
import { signIn } from '../examples/sign-in.ts';
import { sumTakings } from '../examples/sum-takings.ts';
import { type Client, createClient } from '../src/index.ts';
import { listeningApi } from './listening-api.ts';

const DOC = readFileSync(join(REPOSITORY, 'docs/api.md'), 'utf8');
const README = readFileSync(join(REPOSITORY, 'cloud/client/README.md'), 'utf8');
const PATH = '/usr/bin:/bin';
const SALES = 5;

let api: TestApi;
let baseUrl: string;
let org: TestOrganization;
let owner: Client;
const at = Date.now() - 60_000;
beforeAll(async () => {
  ({ api, baseUrl } = await listeningApi());
  org = await makeOrganization(api.db, 'Alpha');
  const till = await openTill(api.app, await signInAs(api.app, org.people.owner), org.shop, org.machine);
  for (let sale = 0; sale < SALES; sale++) till.chain.sale({}, around(at));
  await till.deliver();
  owner = await signIn(baseUrl, org.people.owner.email, PASSWORD);
});
afterAll(() => api.close());

describe('the examples of the documents in TypeScript', () => {
  const shown = [...`${DOC}\n${README}`.matchAll(/`(cloud\/client\/examples\/[\w-]+\.ts)`:\n\n```ts\n([\s\S]*?)```/g)];

  it.each(shown.map(([, path = '', text = '']) => ({ path, text })))(
    '$path stands there as it is',
    ({ path, text }) => {
      expect(text, `a document shows another ${path}`).toBe(readFileSync(join(REPOSITORY, path), 'utf8'));
    },
  );

  it('all of them are shown', () => {
    expect(new Set(shown.map(([, path]) => path)).size).toBe(4);
    expect([...`${DOC}${README}`.matchAll(/```ts/g)]).toHaveLength(shown.length);
  });

  it('every page of a list is read', async () => {
    const { data } = await owner.GET('/api/v1/shops/{shopId}/transactions', { params: { path: { shopId: org.shop } } });
    const minor = data?.rows.reduce((sum, row) => sum + row.amountMinor, 0);
    expect(data?.rows).toHaveLength(SALES);
    expect(await sumTakings(owner, org.shop, shopDay(at))).toBe(minor);
  });

  it('a change is made once, and refusals are read', async () => {
    await renameShop(owner, org.otherShop, 'Chiang Mai', 'rename-of-this-test');
    await renameShop(owner, org.otherShop, 'Chiang Mai', 'rename-of-this-test');
    expect(await findShop(owner, org.otherShop)).toBe('Chiang Mai');
    expect(await findShop(owner, '00000000-0000-4000-8000-000000000000')).toContain('no such shop');
    expect(await findShop(createClient({ baseUrl }), org.shop)).toContain('api.signed-out');
  });
});

describe('the examples of docs/api.md for the shell', () => {
  const script = [...DOC.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = '']) => text);

  it.runIf(hasCurl())('run one after the other', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'tillbridge-docs-'));
    const env = { PATH, TILLBRIDGE: baseUrl, EMAIL: org.people.owner.email, PASSWORD, SHOP: org.shop };
    const told = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script.join('\necho\n')], { cwd, env });
    const document = JSON.parse(readFileSync(join(cwd, 'openapi.json'), 'utf8')) as { openapi: string };
    rmSync(cwd, { recursive: true });
    expect(document.openapi).toBe('3.1.0');
    expect(told.stdout).toContain('"expiresInMs"');
    expect(told.stdout.match(/"rows":\[\{/g)).toHaveLength(1);
    expect(told.stdout.match(/HTTP\/1\.1 200/g)).toHaveLength(2);
    expect(told.stdout.match(/^idempotency-replayed: true/gm)).toHaveLength(1);
    expect(told.stdout).toContain('"code":"api.not-found"');
  });
});

function hasCurl(): boolean {
  try {
    // `--json` came with 7.82.
    return execFileSync('curl', ['--help', 'all'], { encoding: 'utf8', env: { PATH } }).includes('--json');
  } catch {
    return false;
  }
}
