import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { REPOSITORY } from '../postgres/repository.ts';
import { readVariables, SETTINGS_PAGE, settingFaults } from './settings.ts';

test('the page of settings names every variable that a program reads, and no other', () => {
  expect(settingFaults(REPOSITORY)).toEqual([]);
});

describe('the guard of the settings goes red', () => {
  const CONFIGS = ['cloud/api/src/config.ts', 'cloud/core/src/store/read-places.ts', 'cloud/dashboard/src/config.ts'];
  let root: string;
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const edit = (path: string, from: string, to: string) => {
    const text = readFileSync(join(root, path), 'utf8');
    expect(text).toContain(from);
    put(path, text.replaceAll(from, to));
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tillbridge-settings-'));
    for (const path of CONFIGS) cpSync(join(REPOSITORY, path), join(root, path));
    put(SETTINGS_PAGE, [...readVariables(root).keys()].map((name) => `| \`${name}\` | api | it |\n`).join(''));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test('and is green before', () => expect(settingFaults(root)).toEqual([]));

  test.each(['TRUST_PROXY', 'PORT', 'METRICS_PORT', 'REVOCATIONS_FILE', 'ARCHIVE_STORE', 'API_URL'])(
    'when the page says nothing of %s, however it is read',
    (name) => {
      edit(SETTINGS_PAGE, `\`${name}\``, 'it');
      expect(settingFaults(root)).toEqual([expect.stringContaining(` reads ${name}, which`)]);
    },
  );

  test('when a program reads it by another name', () => {
    edit('cloud/dashboard/src/config.ts', "['API_URL']", '.FORMER_URL');
    expect(settingFaults(root)).toEqual([
      `cloud/dashboard/src/config.ts reads FORMER_URL, which ${SETTINGS_PAGE} does not name`,
      `${SETTINGS_PAGE} names API_URL, which nobody reads`,
    ]);
  });

  test('when nobody reads what the page names any more', () => {
    edit('cloud/api/src/config.ts', "env['TRUST_PROXY']", 'undefined');
    expect(settingFaults(root)).toEqual([`${SETTINGS_PAGE} names TRUST_PROXY, which nobody reads`]);
  });
});
