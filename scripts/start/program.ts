import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { LogFile } from './log-file.ts';

export interface ProgramOptions {
  /** Asked anew before each start, so that a restart sees what changed. */
  readonly command: () => { readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> };
  readonly cwd: string;
  readonly log: LogFile;
  /** Heard for every line of standard output. */
  readonly onLine?: (line: string) => void;
  /** Told about every start, and about each end that nobody asked for. */
  readonly onStart?: (pid: number) => void;
  readonly onCrash?: (how: string) => void;
}

export interface Program {
  /** Asks it to end and waits; after `patienceMs` its whole process group is killed. */
  stop(patienceMs: number): Promise<void>;
}

const BACK_OFF_MS = [250, 500, 1_000, 2_000, 5_000] as const;
/** A program that ran so long had not failed at its start. */
const STEADY_MS = 20_000;

/** Keeps one program running until it is stopped. */
export function keepRunning(options: ProgramOptions): Program {
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  let failures = 0;

  const startAgain = (startedAt: number, how: string) => {
    options.log.line(`ended: ${how}`);
    child = undefined;
    if (stopping) return;
    failures = Date.now() - startedAt > STEADY_MS ? 0 : failures + 1;
    const wait = BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length - 1)] ?? BACK_OFF_MS[0];
    options.onCrash?.(how);
    timer = setTimeout(run, wait);
  };
  const run = () => {
    const startedAt = Date.now();
    const started = launch(options);
    child = started;
    if (started.pid !== undefined) options.onStart?.(started.pid);
    started.once('error', (error) => startAgain(startedAt, error.message));
    started.once('exit', (code, signal) => {
      killGroup(started);
      startAgain(startedAt, signal ?? `code ${code}`);
    });
  };
  run();

  return {
    async stop(patienceMs) {
      stopping = true;
      clearTimeout(timer);
      if (child !== undefined) await endProcess(child, patienceMs);
    },
  };
}

function launch(options: ProgramOptions): ChildProcess {
  const { args, env } = options.command();
  // A group of its own: Ctrl-C in the terminal reaches the supervisor alone, which then stops everything in order.
  const started = spawn(process.execPath, [...args], {
    cwd: options.cwd,
    env: { ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  started.stdin?.on('error', () => undefined);
  if (started.stdout !== null) {
    createInterface({ input: started.stdout }).on('line', (line) => {
      options.log.line(line);
      options.onLine?.(line);
    });
  }
  if (started.stderr !== null) createInterface({ input: started.stderr }).on('line', (line) => options.log.line(line));
  return started;
}

async function endProcess(child: ChildProcess, patienceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => killGroup(child), patienceMs);
  await ended;
  clearTimeout(timer);
  killGroup(child);
}

/** Also what the program itself started, should it have left something behind. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // Nothing of it is left, which is what was wanted.
  }
}
