import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Stage } from '../start/stage.ts';

export interface ProgramPlan {
  /** Names its log file, too. */
  readonly name: string;
  /** Script from the root of the repository, and its words. */
  readonly words: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Resolves when the program can be used; gets what it says on standard output, line by line. */
  readonly ready: (firstLine: Promise<string>) => Promise<void>;
}

/** One of our programs, killed and started by the test and by nobody else. */
export interface RigProgram {
  readonly pid: number;
  /** False once the process has ended, for whatever reason. */
  alive(): boolean;
  start(): Promise<void>;
  /** SIGKILL, as a power cut or the kernel would; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM first, SIGKILL after `patienceMs`. */
  stop(patienceMs: number): Promise<void>;
}

/** A program that is not started yet. It ends with this process. */
export function rigProgram(stage: Stage, plan: ProgramPlan): RigProgram {
  let child: ChildProcess | undefined;
  let gone: Promise<void> = Promise.resolve();
  const alive = () => child !== undefined && child.exitCode === null && child.signalCode === null;
  const end = (signal: NodeJS.Signals) => {
    if (alive()) child?.kill(signal);
    return gone;
  };
  return {
    get pid() {
      return child?.pid ?? 0;
    },
    alive,
    async start() {
      const started = launch(stage, plan);
      child = started;
      gone = new Promise((resolve) => started.once('exit', () => resolve()));
      const ended = gone.then(() => Promise.reject(new Error(`${plan.name} ended before it could be used`)));
      ended.catch(() => undefined);
      await Promise.race([plan.ready(firstLine(started)), ended]);
    },
    kill: () => end('SIGKILL'),
    async stop(patienceMs) {
      const timer = setTimeout(() => end('SIGKILL'), patienceMs);
      await end('SIGTERM');
      clearTimeout(timer);
    },
  };
}

function launch(stage: Stage, plan: ProgramPlan): ChildProcess {
  const [script = '', ...words] = plan.words;
  const child = spawn(process.execPath, [...stage.preload, join(stage.root, script), ...words], {
    cwd: stage.root,
    env: { ...stage.inherited, ...plan.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin?.on('error', () => undefined);
  const log = createWriteStream(join(stage.home.logs, `${plan.name}.log`), { flags: 'a' });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  child.once('exit', () => log.end());
  return child;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    if (child.stdout !== null) createInterface({ input: child.stdout }).once('line', resolve);
  });
}
