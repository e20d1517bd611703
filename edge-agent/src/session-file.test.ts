import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sessionFile } from './session-file.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tillbridge-session-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('a session is kept over a crash, readable by nobody else, and forgotten when it is given back', () => {
  const path = join(dir, 'machines', 'one.session');
  sessionFile(path).write('abc123');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(sessionFile(path).read()).toBe('abc123');
  sessionFile(path).write(undefined);
  expect(sessionFile(path).read()).toBeUndefined();
});

test('a file that is damaged, or a folder that cannot be written, is as good as none', () => {
  const path = join(dir, 'one.session');
  writeFileSync(path, '\u0000\u0000 broken');
  expect(sessionFile(path).read()).toBeUndefined();
  rmSync(path);
  writeFileSync(join(dir, 'file'), '');
  expect(() => sessionFile(join(dir, 'file', 'one.session')).write('abc')).not.toThrow();
});
