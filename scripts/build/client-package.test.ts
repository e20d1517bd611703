import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { REPOSITORY } from '../postgres/repository.ts';
import { packClient } from './client-package.mjs';

let home: string;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'tillbridge-client-'));
  const archive = await packClient();
  const packages = join(home, 'node_modules');
  mkdirSync(join(packages, '@tillbridge'), { recursive: true });
  execFileSync('tar', ['-xzf', archive, '-C', join(packages, '@tillbridge')]);
  execFileSync('mv', [join(packages, '@tillbridge', 'package'), join(packages, '@tillbridge', 'client')]);
  for (const name of ['openapi-fetch', 'openapi-typescript-helpers']) {
    symlinkSync(join(REPOSITORY, 'node_modules', name), join(packages, name));
  }
  writeFileSync(join(home, 'package.json'), '{"type":"module"}');
}, 120_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

function compile(text: string): string {
  writeFileSync(join(home, 'program.ts'), text);
  const words = [
    '--noEmit',
    '--strict',
    '--target',
    'es2023',
    '--module',
    'nodenext',
    '--lib',
    'es2023,dom,dom.iterable',
  ];
  try {
    const compiler = join(REPOSITORY, 'node_modules', 'typescript', 'bin', 'tsc');
    return execFileSync(process.execPath, [compiler, ...words, '--types', '', 'program.ts'], {
      cwd: home,
      encoding: 'utf8',
    });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

it('the package runs without the rest of the house', () => {
  const program =
    "import { createClient } from '@tillbridge/client'; console.log(typeof createClient({ baseUrl: '' }).GET);";
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: home, encoding: 'utf8' })).toBe(
    'function\n',
  );
});

it('brings its types, for programs of others', () => {
  const example = readFileSync(join(REPOSITORY, 'cloud/client/examples/sum-takings.ts'), 'utf8');
  expect(compile(example)).toBe('');
  expect(compile(example.replace("'sale'", "'sail'"))).toContain('sail');
});

it.each([
  ['a path', "client.GET('/api/v1/no-such-path')"],
  ['a part of a path', "client.GET('/api/v1/shops/{shopId}', { params: { path: { shop: 'x' } } })"],
  ['a parameter', "client.GET('/api/v1/alarms', { params: { query: { colour: 'red' } } })"],
  ['a body', "client.POST('/api/v1/account', { body: { nickname: 'x' } })"],
  ['a field of an answer', "client.GET('/api/v1/me').then(({ data }) => data?.person.nickname)"],
])('%s that does not exist does not compile', (_what, call) => {
  const program = `import { createClient } from '@tillbridge/client';\nconst client = createClient({ baseUrl: '' });\nvoid ${call};\n`;
  expect(compile(program)).toContain('error TS');
});
