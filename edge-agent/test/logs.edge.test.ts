import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openLogFile } from '../src/log/log-file.ts';
import { runCommand } from './doctor-rig.ts';
import { buildAgent, makeHome, startProgram, until } from './shop-rig.ts';

let built: Awaited<ReturnType<typeof buildAgent>>;
const closers: (() => unknown)[] = [];
beforeAll(async () => {
  built = await buildAgent();
});
afterAll(() => built.remove());
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function home() {
  const shop = makeHome(1);
  closers.push(shop.remove);
  return shop.home;
}

const line = (n: number, level = 30, part = 'delivery') =>
  `{"level":${level},"time":"2026-11-20T08:00:0${n % 10}.000Z","part":"${part}","event":"line ${n}"}\n`;

/** `tillbridge logs` in a process of its own, and what it has said so far. */
function follow(words: readonly string[]) {
  const child = spawn(process.execPath, [built.file, 'logs', ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (bytes) => {
    said += String(bytes);
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  closers.push(() => child.kill('SIGKILL'));
  const end = () => {
    child.kill('SIGTERM');
    return ended;
  };
  return { said: () => said, end };
}

describe('tillbridge logs', () => {
  it('holds what the agent says on standard error, too', async () => {
    const { dir, logs } = home();
    const agent = await startProgram(built.file, ['run', '--home', dir]);
    closers.push(() => agent.end());
    await until('it has said something', () => agent.errors().includes('delivery.offline'));
    expect(await agent.end('SIGTERM')).toBe(0);
    expect(readFileSync(join(logs, 'agent.log'), 'utf8')).toBe(agent.errors());
    const { out, code } = await runCommand(built.file, ['logs', '--home', dir, '--part', 'delivery']);
    expect(code).toBe(0);
    expect(out).toContain('"delivery.offline"');
    expect(out).not.toContain('agent started');
  });

  it('follows into a pipe, line for line, over rotations, and ends when it is asked to', async () => {
    const { dir, logs } = home();
    mkdirSync(logs);
    const log = openLogFile(logs, { fileBytesMax: 2_000, filesMax: 5 });
    for (let n = 0; n < 10; n++) log.write(line(n));
    const { said, end } = follow(['--home', dir, '--follow', '--lines', '3']);
    await until('the past is shown', () => said().includes('line 9'));
    for (let n = 10; n < 60; n++) log.write(line(n));
    await until('the present is shown', () => said().includes('line 59'));
    log.close();
    expect(said()).toBe(Array.from({ length: 53 }, (_, n) => line(n + 7)).join(''));
    expect(await end()).toBe(0);
  });

  it('shows only what passes the filter', async () => {
    const { dir, logs } = home();
    const log = openLogFile(logs);
    for (const [n, level, part] of [
      [1, 30, 'delivery'],
      [2, 40, 'delivery'],
      [3, 50, 'machine'],
    ] as const) {
      log.write(line(n, level, part));
    }
    log.close();
    const shown = async (...words: string[]) => (await runCommand(built.file, ['logs', '--home', dir, ...words])).out;
    expect(await shown('--level', 'warn')).toBe(line(2, 40) + line(3, 50, 'machine'));
    expect(await shown('--part', 'machine')).toBe(line(3, 50, 'machine'));
    expect(await shown('--since', '2026-11-20T08:00:02Z', '--level', 'warn', '--lines', '1')).toBe(
      line(3, 50, 'machine'),
    );
  });
});
