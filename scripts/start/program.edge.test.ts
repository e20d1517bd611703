import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { REPOSITORY } from '../postgres/repository.ts';
import { openLogFile } from './log-file.ts';
import { keepRunning } from './program.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillbridge-program-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const PRELOAD = ['--import', pathToFileURL(join(REPOSITORY, 'scripts', 'start', 'leave-with-parent.mjs')).href];

function script(text: string): string {
  const file = join(folder, `script-${Math.random()}.mjs`);
  writeFileSync(file, text);
  return file;
}

function run(text: string) {
  const pids: number[] = [];
  const lines: string[] = [];
  const file = script(text);
  const program = keepRunning({
    cwd: folder,
    log: openLogFile(folder, 'program'),
    command: () => ({ args: [...PRELOAD, file], env: {} }),
    onStart: (pid) => pids.push(pid),
    onLine: (line) => lines.push(line),
  });
  return { program, pids, lines };
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('a program that was killed is started again, until it is stopped', async () => {
  const { program, pids, lines } = run("console.log('up'); setInterval(() => {}, 1000);");
  await vi.waitFor(() => expect(lines).toHaveLength(1), 10_000);
  process.kill(pids[0] ?? 0, 'SIGKILL');
  await vi.waitFor(() => expect(lines).toHaveLength(2), 10_000);
  await program.stop(2_000);
  expect(pids.some(lives)).toBe(false);
  expect(readFileSync(join(folder, 'program.log'), 'utf8')).toMatch(
    /^\d{4}-\S+ program up\n\S+ program ended: SIGKILL/,
  );
});

test('one that does not want to end is made to, with what it started itself', async () => {
  const { program, pids, lines } = run(`
    import { spawn } from 'node:child_process';
    process.on('SIGTERM', () => {});
    const child = spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"], { stdio: 'ignore' });
    console.log(child.pid);
    setInterval(() => {}, 1000);`);
  await vi.waitFor(() => expect(lines).toHaveLength(1), 10_000);
  await program.stop(200);
  expect(lives(pids[0] ?? 0)).toBe(false);
  await vi.waitFor(() => expect(lives(Number(lines[0]))).toBe(false), 5_000);
});

test('when the supervisor is killed its programs go too, however deaf they are', async () => {
  const deaf = script("process.on('SIGTERM', () => {}); console.log(process.pid); setInterval(() => {}, 1000);");
  const supervisor = script(`
    import { spawn } from 'node:child_process';
    const child = spawn(process.execPath, ${JSON.stringify([...PRELOAD, deaf])}, { stdio: ['pipe', 'inherit', 'inherit'], detached: true });
    setInterval(() => {}, 1000);`);
  const started = spawn(process.execPath, [supervisor], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = await new Promise<number>((resolve) =>
    started.stdout.once('data', (chunk) => resolve(Number(String(chunk)))),
  );
  started.kill('SIGKILL');
  await vi.waitFor(() => expect(lives(pid)).toBe(false), 10_000);
});
