import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { explain } from './explain.mjs';
import { requireNode } from './install.mjs';
import { lockHome } from './lock.mjs';
import { frontPort } from './ports.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillbridge-start-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const failure = (code: string, message = code) => Object.assign(new Error(message), { code, path: '/somewhere' });

describe('what a person reads when it cannot start', () => {
  test('a full disk', () => {
    expect(explain(failure('ENOSPC'))).toMatch(/^The disk is full at \/somewhere\./);
    expect(explain(new Error('outer', { cause: new Error('could not write: No space left on device') }))).toMatch(
      /^The disk is full\./,
    );
  });
  test('a missing right', () => {
    expect(explain(failure('EACCES'))).toMatch(/^There is no right to write at \/somewhere\./);
  });
  test('a read-only disk', () => {
    expect(explain(failure('EROFS'))).toMatch(/read-only/);
  });
  test('anything else in its own words, without a stack', () => {
    expect(explain(new Error('the moon is in the wrong phase'))).toBe('the moon is in the wrong phase');
  });
  test.each(['18.20.1', '20.18.9', '20.0.0'])('Node %s is too old', (version) => {
    expect(() => requireNode(version)).toThrow(/needs Node 20.19 or newer; this is/);
  });
  test.each(['20.19.0', '20.20.2', '22.1.0', '24.0.0'])('Node %s will do', (version) => {
    expect(() => requireNode(version)).not.toThrow();
  });
  test('every mistake of the settings in one message', () => {
    const mistakes = () => readConfig({ PORT: '80x', DATABASE_URL: 'mysql://x', APP_DATABASE_URL: 'nothing' });
    expect(mistakes).toThrow(/PORT must be .*; DATABASE_URL must .*; APP_DATABASE_URL must/);
  });
});

describe('one start per clone', () => {
  test('a second start is refused while the first one lives', () => {
    const release = lockHome(folder);
    expect(() => lockHome(folder)).toThrow(`already runs in this clone (process ${process.pid})`);
    release();
    lockHome(folder)();
  });
  test('a lock whose process is gone is taken over', () => {
    writeFileSync(join(folder, 'start.lock'), JSON.stringify({ pid: 2 ** 22 + 1, since: '1' }));
    lockHome(folder)();
  });
  test('a number that another program got meanwhile does not keep the lock', () => {
    writeFileSync(join(folder, 'start.lock'), JSON.stringify({ pid: process.pid, since: 'another time' }));
    lockHome(folder)();
  });
  test('a lock file that was cut off in writing is taken over', () => {
    writeFileSync(join(folder, 'start.lock'), '{"pi');
    lockHome(folder)();
  });
});

describe('the port of the front', () => {
  test('one that was asked for and is in use is refused with what to do', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(frontPort('127.0.0.1', port)).rejects.toThrow(
      `Port ${port} is in use by another program. Stop that one, or choose another: PORT=${port + 1} npm start`,
    );
    await new Promise((resolve) => server.close(resolve));
    expect(await frontPort('127.0.0.1', port)).toBe(port);
  });
  test('without a wish a free one is found', async () => {
    expect(await frontPort('127.0.0.1', undefined)).toBeGreaterThanOrEqual(8080);
  });
});
