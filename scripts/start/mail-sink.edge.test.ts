import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { smtpSender } from '@tillbridge/core/notify/smtp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MailSink, startMailSink } from './mail-sink.ts';

let folder: string;
let sink: MailSink;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tillbridge-mails-'));
  sink = await startMailSink(folder);
});
afterEach(async () => {
  await sink.stop();
  rmSync(folder, { recursive: true, force: true });
});

const mail = { id: 'a', to: 'owner@demo.test', subject: 'ตู้เต็ม', text: 'Look at the shop.' };
const send = (more: Partial<typeof mail> = {}) =>
  smtpSender({ url: sink.url, from: 'Tillbridge <till@demo.test>' })({ ...mail, ...more });

test('a mail that the worker sends lies in the folder, whole, when it counts as sent', async () => {
  await send();
  const files = readdirSync(folder);
  expect(files).toEqual([expect.stringMatching(/^\d{4}-[\dT-]+Z-[0-9a-f]{6}\.eml$/)]);
  const text = readFileSync(join(folder, files[0] ?? ''), 'utf8');
  expect(text).toContain('To: owner@demo.test');
  expect(text).toContain('Look at the shop.');
});

test('an address that looks like a path names no file: it is refused or kept as any other', async () => {
  await send({ to: '../../../escaped@demo.test' }).catch(() => undefined);
  await send({ to: 'a/../../../escaped@demo.test' }).catch(() => undefined);
  expect(readdirSync(folder).every((name) => name.endsWith('.eml'))).toBe(true);
  expect(readdirSync(join(folder, '..'))).not.toContain('escaped');
});

test('a mail without end is refused and leaves nothing', async () => {
  await expect(send({ text: 'x'.repeat(2 * 1024 * 1024) })).rejects.toThrow();
  expect(readdirSync(folder)).toEqual([]);
});

test('a folder that cannot be written keeps the mail with the worker', async () => {
  rmSync(folder, { recursive: true });
  await expect(send()).rejects.toThrow(/could not be kept/);
});
