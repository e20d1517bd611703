import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { REPOSITORY } from '../postgres/repository.ts';
import { ATTACKS_PAGE, attackFaults, attackRows, titlesHolding } from './attacks.ts';

/** Every attack that the design names. */
const NAMED = `
none, HS with the public key, empty key, no exp, exp as text, exp +10 years, iat in the future, wrong issuer, wrong audience,
audience array, typ, kid unknown, kid a path, kid SQL, jku, jwk, crit, token in the query, other namespace, wrong checksum,
wrong secret, expired, revoked with a live JWT on every process, revoked with an open socket,
revoked and reissued in one second, rotation offline 8 days, third key, scope above the maker’s, key of another organization,
second PC, reuse, expiry, 20-way race, sixth try, many /64s, other shop, replayed nonce, other key, lost answer,
clock a year off, every bad amount, duplicate keys, __proto__, depth, unknown fields, other tenant’s machine, sum ≠ lines,
1970 and 2100, gap, repeat, 10;001 facts, gzip bomb, cut body, killed between commit and answer, the full matrix, aggregates,
exports, live topics, pool of one connection after error and rollback, spraying, enumeration by time: sign-in, TOTP reuse,
refresh replay, two tabs, fixation, mass assignment, path tricks, path tricks: HEAD, wrong state, nonce, replayed code,
same email; unverified email, mix-up, open redirect, header and Next-specific bypasses, upgrade smuggling,
forged forwarding headers, script in every name field, CSV formula, edit, delete, truncate, cut tail, rolled-back change,
canary secrets in no log, canary secrets in no bundle of the pages, dump by the wrong role,
two reloads under load without one failed request, database away, archive killed midway, slow bodies,
a thousand sockets of one person, page size 10^9`
  .split(',')
  .map((name) => name.trim().replace(';', ','));

describe('the table of attacks', () => {
  test('names every attack of the design, and each has its test', () => {
    const rows = attackRows(readFileSync(join(REPOSITORY, ATTACKS_PAGE), 'utf8'));
    const attacks = new Set(rows.map((row) => row.attack));
    expect(NAMED.filter((name) => !attacks.has(name))).toEqual([]);
    expect(attackFaults(REPOSITORY)).toEqual([]);
  });
});

describe('the guard of the table goes red', () => {
  let root: string;
  const FILE = 'cloud/api/test/people.pg.test.ts';
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tillbridge-attacks-'));
    put(ATTACKS_PAGE, `| spraying | \`${FILE}\` | spraying | 1 |\n`);
    mkdirSync(dirname(join(root, FILE)), { recursive: true });
    copyFileSync(join(REPOSITORY, FILE), join(root, FILE));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test('and is green before', () => expect(attackFaults(root)).toEqual([]));

  test('when a test is renamed', () => {
    put(FILE, readFileSync(join(root, FILE), 'utf8').replace('spraying', 'trying'));
    expect(attackFaults(root).join()).toContain('spraying');
  });

  test('when its file is gone', () => {
    rmSync(join(root, FILE));
    expect(attackFaults(root)).toEqual([`spraying: there is no ${FILE}`]);
  });

  test('when another test of that name is added and not counted', () => {
    put(FILE, `${readFileSync(join(root, FILE), 'utf8')}\nit(${"'attack: spraying again'"}, () => undefined);\n`);
    expect(attackFaults(root)).toHaveLength(1);
  });

  test('when a file tries attacks that stand nowhere', () => {
    cpSync(join(root, FILE), join(root, 'cloud/api/test/other.pg.test.ts'));
    expect(attackFaults(root)).toEqual(['cloud/api/test/other.pg.test.ts tries attacks that the table does not name']);
  });

  test('and does not take a word in the body of a test for a title', () => {
    expect(titlesHolding("  expect(answer).toBe('spraying');\n", 'spraying')).toBe(0);
  });
});
