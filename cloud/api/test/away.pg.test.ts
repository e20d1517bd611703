import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type ClonedDatabase, cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { startApi, type TestApi } from './start-api.ts';

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

let cloned: ClonedDatabase;
let api: TestApi;
let dashboardPort: number;
beforeAll(async () => {
  const placeholder = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => placeholder.once('listening', resolve));
  dashboardPort = (placeholder.address() as AddressInfo).port;
  await new Promise((resolve) => placeholder.close(resolve));
  cloned = await cloneDatabase();
  api = await startApi(cloned, { dashboardUrl: `http://127.0.0.1:${dashboardPort}` });
});
afterAll(() => api.close());

const visit = (headers: Record<string, string>, url = '/shops/x?day=2026-11-20') =>
  api.app.inject({ url, headers: { ...BROWSER, ...headers } });

describe('while the process of the dashboard is away', () => {
  it('a person gets a page in both languages that asks again by itself', async () => {
    const response = await visit({});
    expect(response.statusCode).toBe(503);
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.body).toMatch(/http-equiv="refresh" content="[1-9]/);
    expect(response.body).toContain('The pages will be back');
    expect(response.body).toContain('หน้าเว็บจะกลับมา');
    expect(response.body).toContain(String(response.headers['x-request-id']));
  });

  it('the language and the theme that were chosen come first, and nothing has to be fetched', async () => {
    const thai = (await visit({ cookie: 'tb_language=th; tb_theme=dark' })).body;
    expect(thai).toMatch(/<html lang="th" style="color-scheme:dark">/);
    expect(thai.indexOf('หน้าเว็บ')).toBeLessThan(thai.indexOf('The pages'));
    expect((await visit({ 'accept-language': 'th' })).body).toContain('<html lang="th"');
    expect((await visit({ cookie: 'tb_language="><script>; tb_theme=<' })).body).toMatch(
      /<html lang="en" style="color-scheme:light dark">/,
    );
    expect(thai).not.toMatch(/<script|src=|@import|url\(/);
  });

  it('whatever is not a visit gets the problem', async () => {
    for (const headers of [{ accept: '*/*' }, { accept: 'application/json' }, { rsc: '1' }]) {
      const response = await visit(headers);
      expect(response.statusCode).toBe(503);
      expect(response.json()).toMatchObject({ code: 'api.unavailable' });
      expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect((await visit({}, '/api/v1/me')).statusCode).toBe(401);
  });

  it('the real page is back as soon as the process is', async () => {
    const pages = createServer((_request, response) => response.end('<p>real</p>')).listen(dashboardPort, '127.0.0.1');
    await new Promise((resolve) => pages.once('listening', resolve));
    onTestFinished(async () => {
      pages.closeAllConnections();
      await new Promise((resolve) => pages.close(resolve));
    });
    expect((await visit({})).body).toBe('<p>real</p>');
  });
});

describe('ready', () => {
  it('is only an API whose database is migrated as far as its own files, and it is again by itself', async () => {
    const owner = postgres(cloned.ownerUrl, { max: 1 });
    onTestFinished(() => owner.end());
    const [newest] = await owner<{ name: string; sha256: string }[]>`
      delete from schema_migrations
      where name = (select max(name) from schema_migrations)
      returning name, sha256`;
    const behind = await api.app.inject('/readyz');
    expect(behind.statusCode).toBe(503);
    expect(behind.json()).toMatchObject({ code: 'api.not-migrated' });
    expect(behind.json<{ detail: string }>().detail).toContain(`needed up to ${newest?.name}`);
    await owner`insert into schema_migrations ${owner(newest ?? {})}`;
    expect((await api.app.inject('/readyz')).statusCode).toBe(200);
    await owner`insert into schema_migrations (name, sha256) values ('9999_of_a_newer_program.sql', '')`;
    expect((await api.app.inject('/readyz')).statusCode).toBe(200);
  });

  it('is not an API that may not see the migrations, or where there are none', async () => {
    const owner = postgres(cloned.ownerUrl, { max: 1 });
    onTestFinished(() => owner.end());
    await owner`revoke select on schema_migrations from tillbridge_app`;
    expect((await api.app.inject('/readyz')).json()).toMatchObject({ code: 'api.not-migrated' });
    await owner`alter table schema_migrations rename to elsewhere`;
    expect((await api.app.inject('/readyz')).json()).toMatchObject({ code: 'api.not-migrated' });
    expect((await api.app.inject('/healthz')).statusCode).toBe(200);
  });
});
