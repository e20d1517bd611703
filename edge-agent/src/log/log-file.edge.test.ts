import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOG_FILES_MAX, logPath, openLogFile } from './log-file.ts';
import { tailLog } from './log-tail.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tillbridge-log-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const SMALL = { fileBytesMax: 1_000, filesMax: LOG_FILES_MAX };
const line = (n: number) => `{"level":30,"time":"2026-11-20T00:00:00.000Z","event":"line ${n}"}`;
const numbers = (lines: readonly string[]) => lines.map((text) => Number(/line (\d+)/.exec(text)?.[1]));
const upTo = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

describe('the log of the agent', () => {
  it('never takes more of the disk than its limits say, and keeps the newest lines', () => {
    const log = openLogFile(dir, SMALL);
    for (let n = 0; n < 2_000; n++) log.write(`${line(n)}\n`);
    log.close();
    const files = readdirSync(dir);
    expect(files).toHaveLength(SMALL.filesMax);
    for (const file of files) expect(statSync(join(dir, file)).size).toBeLessThanOrEqual(SMALL.fileBytesMax);
    const kept = numbers(tailLog(dir).read());
    expect(kept).toEqual(upTo(2_000 - kept.length, 2_000));
    expect(kept.length).toBeGreaterThan(40);
    expect(statSync(logPath(dir, 0)).mode & 0o077).toBe(0);
  });

  it('is followed without a gap and without a line twice, however often it was rotated between two looks', () => {
    const log = openLogFile(dir, SMALL);
    const tail = tailLog(dir);
    const heard: number[] = [];
    let written = 0;
    for (const burst of [0, 1, 5, 13, 30, 1, 0, 44, 2, 50]) {
      for (let n = 0; n < burst; n++) log.write(`${line(written++)}\n`);
      heard.push(...numbers(tail.read()));
    }
    log.close();
    expect(heard).toEqual(upTo(0, written));
  });

  it('gives a line that is being written only when it is whole', () => {
    writeFileSync(logPath(dir, 0), `${line(1)}\n${line(2).slice(0, 20)}`);
    const tail = tailLog(dir);
    expect(numbers(tail.read())).toEqual([1]);
    writeFileSync(logPath(dir, 0), `${line(2).slice(20)}\n`, { flag: 'a' });
    expect(numbers(tail.read())).toEqual([2]);
  });

  it('goes on after a crash where it stopped, and starts no line inside a torn one', () => {
    writeFileSync(logPath(dir, 0), `${line(1)}\n${line(9).slice(0, 30)}`);
    const second = openLogFile(dir, SMALL);
    second.write(`${line(2)}\n`);
    second.close();
    expect(numbers(tailLog(dir).read())).toEqual([1, Number.NaN, 2]);
  });

  it('has every line on the disk that was written before the process was killed', async () => {
    const source = `import { openLogFile } from ${JSON.stringify(join(import.meta.dirname, 'log-file.ts'))};
      const log = openLogFile(${JSON.stringify(dir)});
      for (let n = 0; n < 50; n++) log.write('{"level":30,"time":"2026-11-20T00:00:00.000Z","event":"line ' + n + '"}\\n');
      process.kill(process.pid, 'SIGKILL');`;
    const bundle = await import('esbuild').then(({ build }) =>
      build({
        stdin: { contents: source, resolveDir: import.meta.dirname },
        bundle: true,
        platform: 'node',
        format: 'esm',
        write: false,
      }),
    );
    const file = join(dir, 'crash.mjs');
    writeFileSync(file, bundle.outputFiles[0]?.text ?? '');
    const signal = await new Promise((resolve) => {
      spawn(process.execPath, [file], { stdio: 'ignore' }).once('exit', (_code, by) => resolve(by));
    });
    expect(signal).toBe('SIGKILL');
    expect(numbers(tailLog(dir).read())).toEqual(upTo(0, 50));
  });

  it('does not stop the till when its folder cannot be written', () => {
    writeFileSync(join(dir, 'in-the-way'), '');
    const log = openLogFile(join(dir, 'in-the-way'));
    expect(() => log.write(`${line(1)}\n`)).not.toThrow();
  });
});
