import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleRoutes } from './console-routes.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillbridge-console-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'index-abc.js'), 'export {};');
  writeFileSync(join(folder, 'assets', 'notes.txt'), 'not served');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const served = () => {
  const app = Fastify();
  consoleRoutes(app, folder);
  return app;
};

describe('the console that the agent serves', () => {
  it('is one page that runs no code and loads nothing from elsewhere', async () => {
    const page = await served().inject('/');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['cache-control']).toBe('no-cache');
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('keeps built files for ever and serves no others', async () => {
    const app = served();
    expect((await app.inject('/assets/index-abc.js')).headers['cache-control']).toContain('immutable');
    for (const path of ['/assets/notes.txt', '/index.html', '/package.json', '/assets/..%2findex.html', '/assets/'])
      expect((await app.inject(path)).statusCode).toBe(404);
  });

  it('is not there where none was built', async () => {
    const app = Fastify();
    consoleRoutes(app, join(folder, 'nothing'));
    expect((await app.inject('/')).statusCode).toBe(404);
  });
});
