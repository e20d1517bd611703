import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name, ...path) => [process.execPath, join(ROOT, 'node_modules', name, ...path)];

/** Everything that can be said about the source without running it. Needs no database. */
const CHECKS = [
  { name: 'types', command: [...bin('typescript', 'bin', 'tsc'), '-b'] },
  {
    name: 'lint and format',
    command: [...bin('@biomejs/biome', 'bin', 'biome'), 'ci', '--colors=off', '--max-diagnostics=60', '.'],
  },
  { name: 'unused code', command: [...bin('knip', 'bin', 'knip.js'), '--no-progress'] },
  {
    name: 'tidy',
    command: [...bin('vitest', 'vitest.mjs'), 'run', '--project', 'unit', 'scripts/guards/tidy.test.ts'],
  },
];

function run({ name, command: [program, ...args] }) {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const hear = (chunk) => {
      said += chunk;
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('close', (code) => resolve({ name, passed: code === 0, said, seconds: (Date.now() - started) / 1000 }));
  });
}

const results = await Promise.all(CHECKS.map(run));
for (const { name, passed, said, seconds } of results) {
  if (!passed) process.stdout.write(`\n${said.trim()}\n`);
  process.stdout.write(`${passed ? 'passed' : 'FAILED'}  ${name}  ${seconds.toFixed(1)} s\n`);
}
const failed = results.filter((result) => !result.passed).length;
process.stdout.write(`checks: ${results.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
