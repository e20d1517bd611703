import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../build/bundle.mjs';
import { REPOSITORY } from '../postgres/repository.ts';

type Environment = Readonly<Record<string, string>>;

export interface RunningProgram {
  readonly child: ChildProcess;
  /** What it wrote so far. */
  said(): string;
  /** SIGKILL; resolves when it is dead. */
  kill(): Promise<void>;
}

/** A program as it is installed, built once, to be started as processes of its own. */
export interface Program {
  /** Resolves when it says that it is ready. */
  start(env: Environment): Promise<RunningProgram>;
  killAll(): void;
  close(): void;
}

/** `entry` is a path from the root of the repository. */
export async function buildProgram(entry: string): Promise<Program> {
  const outfile = `.tsbuild/test-${randomUUID()}.js`;
  const path = join(REPOSITORY, outfile);
  await bundle({ entry, outfile, sourcemap: false });
  const running = new Set<ChildProcess>();
  return {
    async start(env) {
      const stdio = ['ignore', 'pipe', 'pipe', 'ipc'] as const;
      const child = spawn(process.execPath, [path], { cwd: REPOSITORY, env, stdio: [...stdio] });
      running.add(child);
      const lines: string[] = [];
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes) => lines.push(String(bytes)));
      const said = () => lines.join('');
      const [message] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [unknown];
      if (message !== 'ready') throw new Error(`${entry} did not start: ${said()}`);
      return { child, said, kill: () => kill(child) };
    },
    killAll() {
      for (const child of running) child.kill('SIGKILL');
      running.clear();
    },
    close: () => rmSync(path, { force: true }),
  };
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
