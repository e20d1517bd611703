import { type ChildProcess, fork } from 'node:child_process';
import type { Answer, Command } from '../messages.ts';

/** Longest wait for one answer of a child before it counts as hung. */
const ANSWER_MS_MAX = 60_000;

/** A process of the suite that can be asked, and killed at any moment. */
export interface Child {
  readonly pid: number;
  /** Sends a command and waits for its answer. Throws `ChildGone` when the process ends first. */
  ask<T>(name: string, fields?: Readonly<Record<string, unknown>>): Promise<T>;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  readonly alive: boolean;
  /** Resolves when the process is gone: true when the suite killed it, false when it ended by itself. */
  readonly gone: Promise<boolean>;
}

export class ChildGone extends Error {
  constructor(name: string) {
    super(`the process ended before it answered ${name}`);
    this.name = 'ChildGone';
  }
}

/** An error that the child's code threw, with the code of a fault where it has one. */
export class ChildError extends Error {
  readonly code: string | undefined;
  constructor(answer: NonNullable<Answer['error']>) {
    super(answer.message);
    this.name = answer.name;
    this.code = answer.code;
  }
}

interface Waiting {
  readonly name: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** Starts a bundled child. `preload` is a shared library that watches what reaches the disk. */
export function startChild(file: string, env: Readonly<Record<string, string>>): Child {
  const child = fork(file, [], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
  return wrapChild(child);
}

function wrapChild(child: ChildProcess): Child {
  const waiting = new Map<number, Waiting>();
  let alive = true;
  let killed = false;
  let no = 0;
  const gone = new Promise<boolean>((resolve) => {
    child.once('exit', () => {
      alive = false;
      for (const [key, entry] of waiting) settle(waiting, key, () => entry.reject(new ChildGone(entry.name)));
      resolve(killed);
    });
  });
  child.on('error', () => undefined);
  child.on('message', (message: Answer) => {
    const entry = waiting.get(message.no);
    if (entry === undefined) return;
    const { error } = message;
    settle(waiting, message.no, () =>
      error === undefined ? entry.resolve(message.value) : entry.reject(new ChildError(error)),
    );
  });
  return {
    pid: child.pid ?? 0,
    get alive() {
      return alive;
    },
    ask: <T>(name: string, fields: Readonly<Record<string, unknown>> = {}) =>
      new Promise<T>((resolve, reject) => {
        if (!alive) return reject(new ChildGone(name));
        no += 1;
        const key = no;
        const timer = setTimeout(
          () => settle(waiting, key, () => reject(new Error(`no answer to ${name}`))),
          ANSWER_MS_MAX,
        );
        waiting.set(key, { name, resolve: (value) => resolve(value as T), reject, timer });
        const command: Command = { no: key, name, with: fields };
        child.send(command, (error) => {
          if (error !== null) settle(waiting, key, () => reject(new ChildGone(name)));
        });
      }),
    gone,
    kill: async () => {
      killed = true;
      if (alive) child.kill('SIGKILL');
      await gone;
    },
  };
}

function settle(waiting: Map<number, Waiting>, key: number, tell: () => void): void {
  const entry = waiting.get(key);
  if (entry === undefined) return;
  waiting.delete(key);
  clearTimeout(entry.timer);
  tell();
}
