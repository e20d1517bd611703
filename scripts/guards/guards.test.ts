import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { REPOSITORY } from '../postgres/repository.ts';
import { tidyFaults } from './tidy.ts';

/** A guard that nobody has seen fail is decoration: each rule is broken here on purpose, and seen to go red. */
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tillbridge-guards-'));
  for (const name of ['biome.json', '.gitignore']) copyFileSync(join(REPOSITORY, name), join(root, name));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** What the real linter says about the whole copy. */
function lint(): { readonly passed: boolean; readonly said: string } {
  const biome = join(REPOSITORY, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [biome, 'lint', '--colors=off', '--max-diagnostics=50', '.'],
    { cwd: root, encoding: 'utf8' },
  );
  return { passed: status === 0, said: `${stdout}${stderr}` };
}

const uses = (name: string) => `import * as other from '${name}';\n\nexport const used = other;\n`;

const IMPORTS = [
  { rule: 'contract-is-ground', at: 'shared/src/offence.ts', imports: '@tillbridge/core/db/client' },
  { rule: 'contract-is-ground', at: 'shared/src/offence.ts', imports: 'node:fs' },
  { rule: 'contract-is-ground', at: 'shared/src/offence.ts', imports: 'node:fs/promises' },
  { rule: 'contract-is-ground', at: 'shared/src/deep/offence.ts', imports: '../../../edge-agent/src/clock.ts' },
  { rule: 'edge-knows-no-cloud', at: 'edge-agent/src/counter/offence.ts', imports: '@tillbridge/core/db/client' },
  { rule: 'edge-knows-no-cloud', at: 'edge-agent/src/counter/offence.ts', imports: '@tillbridge/api/app' },
  {
    rule: 'edge-knows-no-cloud',
    at: 'edge-agent/src/journal/offence.ts',
    imports: '../../../cloud/core/src/db/client.ts',
  },
  { rule: 'edge-knows-no-cloud', at: 'edge-agent/src/bytes/offence.ts', imports: '@tillbridge/core/db/client' },
  { rule: 'console-asks', at: 'edge-agent/console/src/screens/offence.ts', imports: '@tillbridge/edge-agent/clock' },
  { rule: 'console-asks', at: 'edge-agent/console/src/api/offence.ts', imports: '../../../src/clock.ts' },
  { rule: 'one-port', at: 'edge-agent/src/recycler/offence.ts', imports: 'serialport' },
  { rule: 'one-port', at: 'edge-agent/src/journal/offence.ts', imports: '@serialport/stream' },
  { rule: 'one-journal', at: 'edge-agent/src/delivery/offence.ts', imports: 'better-sqlite3' },
  { rule: 'one-journal', at: 'edge-agent/src/bytes/offence.ts', imports: 'better-sqlite3' },
  { rule: 'pure-wire', at: 'edge-agent/src/recycler/glory-300/cut-frames.ts', imports: 'node:buffer' },
  { rule: 'pure-wire', at: 'edge-agent/src/recycler/glory-300/exchange.ts', imports: '../../log.ts' },
  { rule: 'pure-wire', at: 'edge-agent/src/recycler/glory-fcc/cut-events.ts', imports: 'node:buffer' },
  { rule: 'pure-wire', at: 'edge-agent/src/recycler/glory-fcc/judge-order.ts', imports: '../../log.ts' },
  { rule: 'pure-wire', at: 'edge-agent/src/delivery/back-off.ts', imports: '../clock.ts' },
  { rule: 'pure-wire', at: 'edge-agent/src/planner/offence.ts', imports: 'node:fs' },
  { rule: 'pure-wire', at: 'edge-agent/src/planner/offence.ts', imports: '../clock.ts' },
  { rule: 'core-knows-no-transport', at: 'cloud/core/src/cash/offence.ts', imports: 'fastify' },
  { rule: 'core-knows-no-transport', at: 'cloud/core/src/cash/offence.ts', imports: '@fastify/jwt' },
  { rule: 'core-knows-no-transport', at: 'cloud/core/src/cash/offence.ts', imports: 'react' },
  { rule: 'core-knows-no-transport', at: 'cloud/core/src/cash/offence.ts', imports: '@tillbridge/api/app' },
  { rule: 'api-is-thin', at: 'cloud/api/src/routes/offence.ts', imports: 'postgres' },
  { rule: 'api-is-thin', at: 'cloud/api/src/routes/offence.ts', imports: 'drizzle-orm/postgres-js' },
  { rule: 'client-stands-alone', at: 'cloud/client/src/offence.ts', imports: '@tillbridge/shared/reads' },
  { rule: 'client-stands-alone', at: 'cloud/client/src/offence.ts', imports: 'node:crypto' },
  { rule: 'client-stands-alone', at: 'cloud/client/src/offence.ts', imports: '../../api/src/app.ts' },
  { rule: 'worker-is-thin', at: 'cloud/worker/src/offence.ts', imports: 'postgres' },
  { rule: 'worker-is-thin', at: 'cloud/worker/src/offence.ts', imports: 'drizzle-orm' },
  { rule: 'dashboard-reads', at: 'cloud/dashboard/src/reads/offence.ts', imports: '@tillbridge/core/db/client' },
  { rule: 'dashboard-reads', at: 'cloud/dashboard/src/parts/offence.ts', imports: 'postgres' },
  { rule: 'parts-are-dumb', at: 'cloud/dashboard/src/parts/offence.ts', imports: '../reads/read-today.ts' },
  { rule: 'parts-are-dumb', at: 'cloud/dashboard/src/charts/offence.ts', imports: '../live/live-client.ts' },
] as const;

const ALLOWED = [
  { at: 'shared/src/fine.ts', imports: 'typebox' },
  { at: 'edge-agent/src/bytes/fine.ts', imports: 'serialport' },
  { at: 'edge-agent/src/journal/fine.ts', imports: 'better-sqlite3' },
  { at: 'edge-agent/src/counter/fine.ts', imports: '@tillbridge/shared/cash' },
  { at: 'edge-agent/console/src/parts/fine.ts', imports: '@tillbridge/shared/cash' },
  { at: 'cloud/core/src/cash/fine.ts', imports: 'postgres' },
  { at: 'cloud/api/src/routes/fine.ts', imports: 'fastify' },
  { at: 'cloud/client/src/fine.ts', imports: 'openapi-fetch' },
  { at: 'cloud/worker/src/fine.ts', imports: 'pg-boss' },
  { at: 'cloud/dashboard/src/reads/fine.ts', imports: '@tillbridge/shared/reads' },
] as const;

describe('who may import whom', () => {
  test.each(IMPORTS)('$rule: $at may not import $imports', ({ rule, at, imports }) => {
    put(at, uses(imports));
    const { passed, said } = lint();
    expect(passed).toBe(false);
    expect(said).toContain(rule);
  });

  test('what the rules allow passes', () => {
    for (const { at, imports } of ALLOWED) put(at, uses(imports));
    expect(lint().said).not.toContain('lint/');
  });

  test('two files that import each other', () => {
    put('cloud/core/src/cash/one.ts', "import { two } from './two.ts';\n\nexport const one = () => two;\n");
    put('cloud/core/src/cash/two.ts', "import { one } from './one.ts';\n\nexport const two = () => one;\n");
    expect(lint().said).toContain('noImportCycles');
  });
});

describe('what a linter sees', () => {
  const OFFENCES = [
    {
      rule: 'noRestrictedGlobals',
      at: 'edge-agent/src/recycler/glory-300/checksum.ts',
      text: 'export const now = () => Date.now();\n',
    },
    {
      rule: 'noRestrictedGlobals',
      at: 'edge-agent/src/recycler/glory-300/cut-frames.ts',
      text: 'export const later = () => setTimeout(() => undefined, 1);\n',
    },
    { rule: 'noProcessEnv', at: 'cloud/core/src/cash/offence.ts', text: "export const home = process.env['HOME'];\n" },
    { rule: 'noDefaultExport', at: 'shared/src/offence.ts', text: 'export default 1;\n' },
    { rule: 'noExplicitAny', at: 'shared/src/offence.ts', text: 'export const anything = (value: any) => value;\n' },
    {
      rule: 'noNonNullAssertion',
      at: 'shared/src/offence.ts',
      text: 'export const sure = (value?: string) => value!.length;\n',
    },
    {
      rule: 'noExcessiveLinesPerFunction',
      at: 'shared/src/offence.ts',
      text: `export function long() {\n${'  void 0;\n'.repeat(75)}}\n`,
    },
    {
      rule: 'noSkippedTests',
      at: 'shared/src/offence.test.ts',
      text: "import { test } from 'vitest';\n\ntest.skip('later', () => undefined);\n",
    },
  ];
  test.each(OFFENCES)('$rule in $at', ({ rule, at, text }) => {
    put(at, text);
    const { passed, said } = lint();
    expect(passed).toBe(false);
    expect(said).toContain(rule);
  });
});

describe('what only the tidy test sees', () => {
  const lock = (name: string, version: string) =>
    JSON.stringify({ packages: { [`node_modules/${name}`]: { version } } });
  const OFFENCES = [
    { why: '301 lines', at: 'shared/src/long.ts', text: '//\n'.repeat(301), says: '301 lines' },
    {
      why: 'a neighbour of what is generated',
      at: 'cloud/client/src/long.ts',
      text: '//\n'.repeat(301),
      says: '301 lines',
    },
    { why: '301 lines of SQL', at: 'scripts/long.sql', text: '--\n'.repeat(301), says: '301 lines' },
    {
      why: 'a file named for nothing',
      at: 'cloud/core/src/cash/utils.ts',
      text: '',
      says: 'named for what it exports',
    },
    { why: 'unfinished work', at: 'shared/src/later.ts', text: '// TODO\n', says: 'unfinished work' },
    { why: 'a silenced rule', at: 'shared/src/quiet.ts', text: '// @ts-ignore\n', says: 'not silenced' },
    { why: 'a skipped test', at: 'shared/src/some.test.ts', text: "test.skip('x', () => {});\n", says: 'skipped test' },
    { why: 'a path of a machine', at: 'README.md', text: 'See /root/notes.\n', says: 'machine' },
    {
      why: 'a registry host',
      at: '.npmrc',
      text: `registry=https://${['registry', 'npmjs', 'org'].join('.')}/\n`,
      says: 'registry',
    },
    {
      why: 'arguments read anywhere',
      at: 'cloud/core/src/cash/read.ts',
      text: 'export const words = process.argv;\n',
      says: 'main.ts and config.ts',
    },
    {
      why: 'a path in prose that is not there',
      at: 'README.md',
      text: 'Read `cloud/core/src/missing.ts`.\n',
      says: 'does not exist',
    },
    { why: 'a picture that is not there', at: 'README.md', text: '![Today](docs/gone.png)\n', says: 'does not exist' },
    {
      why: 'a migration out of number',
      at: 'migrations/cloud/0002_second.sql',
      text: 'select 1;\n',
      says: 'expected number 0001',
    },
    {
      why: 'a package below its floor',
      at: 'package-lock.json',
      text: lock('fastify', '5.12.2'),
      says: 'at least 5.12.3',
    },
    {
      why: 'a nested package below its floor',
      at: 'package-lock.json',
      text: lock('a/node_modules/fast-jwt', '5.0.0'),
      says: 'at least 6.2.4',
    },
    {
      why: 'a version that is not exact',
      at: 'shared/package.json',
      text: '{"dependencies":{"typebox":"^1.0.0"}}',
      says: 'exact version',
    },
  ];
  test.each(OFFENCES)('$why', ({ at, text, says }) => {
    put(at, text);
    expect(tidyFaults(root).join('\n')).toContain(says);
  });

  test('only what is generated may be long', () => {
    put('cloud/client/src/api-types.ts', '//\n'.repeat(301));
    expect(tidyFaults(root)).toEqual([]);
  });

  test('an empty house has nothing to complain about', () => {
    expect(tidyFaults(root)).toEqual([]);
  });
});
