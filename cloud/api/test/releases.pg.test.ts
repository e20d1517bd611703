import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { startApi, type TestApi } from './start-api.ts';

const HASH = 'a'.repeat(64);
const AT = '/releases/stable/linux-x64-glibc-115';
let dir: string;
let api: TestApi;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'tillbridge-releases-'));
  const folder = join(dir, 'releases', 'stable', 'linux-x64-glibc-115');
  mkdirSync(join(folder, 'files'), { recursive: true });
  writeFileSync(join(folder, 'manifest.json'), '{"signed":1}');
  writeFileSync(join(folder, 'root-2.json'), '{"signed":2}');
  writeFileSync(join(folder, 'files', HASH), Buffer.from([0, 1, 2, 255]));
  writeFileSync(join(dir, 'secret'), 'secret');
  symlinkSync(join(dir, 'secret'), join(folder, 'files', 'b'.repeat(64)));
  symlinkSync(join(dir, 'secret'), join(folder, 'root-3.json'));
  api = await startApi(await cloneDatabase(), { releasesDir: join(dir, 'releases') });
});
afterAll(async () => {
  await api.close();
  rmSync(dir, { recursive: true });
});
const get = (url: string) => api.app.inject({ method: 'GET', url });

describe('releases of the agent', () => {
  it('are given byte for byte: documents anew each time, files for ever', async () => {
    const manifest = await get(`${AT}/manifest.json`);
    expect(manifest).toMatchObject({ statusCode: 200, body: '{"signed":1}' });
    expect(manifest.headers['cache-control']).toBe('no-cache');
    expect((await get(`${AT}/root-2.json`)).body).toBe('{"signed":2}');
    const file = await get(`${AT}/files/${HASH}`);
    expect([...file.rawPayload]).toEqual([0, 1, 2, 255]);
    expect(file.headers).toMatchObject({
      'content-length': '4',
      'cache-control': expect.stringContaining('immutable'),
    });
  });

  it.each([
    `${AT}/root-9.json`,
    `${AT}/root-3.json`,
    `${AT}/files/${'b'.repeat(64)}`,
    `${AT}/files/${'c'.repeat(64)}`,
    '/releases/beta/linux-x64-glibc-115/manifest.json',
    '/releases',
    '/releases/stable',
    '/releases/stable/linux-x64-glibc-115/files/x/y',
  ])('that are not there are not found, and never a page of the dashboard: %s', async (url) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it.each([
    `${AT}/..%2f..%2f..%2fsecret`,
    `${AT}/files/..%2f..%2f..%2f..%2fsecret`,
    '/releases/..%2f/linux-x64-glibc-115/manifest.json',
    '/releases/stable/../../secret',
    `${AT}/manifest.json%00`,
    `${AT}/MANIFEST.json`,
  ])('give nothing that lies elsewhere: %s', async (url) => {
    const answer = await get(url);
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
    expect(answer.body).not.toBe('secret');
  });
});
