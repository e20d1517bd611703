import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, renameSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { RunPlan } from './unprivileged.ts';

const READY = 'database system is ready to accept connections';
const READY_TIMEOUT_MS = 60_000;
/** A fast shutdown is given this long before the immediate one, which recovers at the next start. */
const FAST_STOP_MS = 3_500;
const SAID_MAX = 65_536;
/** The log is turned over at this size; one old one is kept. */
const LOG_BYTES_MAX = 8 * 1024 * 1024;

/**
 * The shell holds the server's life to ours: when our end of its standard input closes, however we ended, it asks
 * the server for a fast shutdown.
 */
const KEEPER = `
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
(cat <&3 >/dev/null; kill -INT $server) >/dev/null 2>&1 &
exec 3<&-
trap 'kill -INT $server' TERM INT
trap 'kill -QUIT $server' QUIT
wait $server
code=$?
while kill -0 $server 2>/dev/null; do wait $server; code=$?; done
exit $code
`;

export interface RunningServer {
  /** Resolves with the exit code when the server has ended, asked or not. */
  readonly ended: Promise<number>;
  /** The last it said, for those who must tell why. */
  lastWords(): string;
  stop(): Promise<void>;
}

/** Starts `postgres` and resolves when it takes connections. Throws with the last lines it said when it ends before. */
export async function runServer(
  plan: RunPlan,
  settings: Readonly<Record<string, string>>,
  logFile?: string,
): Promise<RunningServer> {
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = [...plan.prefix, plan.binaries.postgres, '-D', plan.dataDir, ...options];
  const [program, ...args] =
    process.platform === 'win32' ? command : ['sh', '-c', KEEPER, 'postgres-keeper', ...command];
  if (program === undefined) throw new Error('no command to run');
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'], cwd: '/', detached: true, ...plan.account });
  const ended = new Promise<number>((resolve) => {
    child.once('exit', (code) => {
      child.stdin?.destroy();
      resolve(code ?? 1);
    });
    child.once('error', () => resolve(1));
  });
  child.stdin?.on('error', () => undefined);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    if (logFile !== undefined) keepLog(logFile, chunk);
    said = (said + chunk.toString('utf8')).slice(-SAID_MAX);
  });
  const lastWords = () => said;
  await untilReady(child.stderr, ended, lastWords);
  return { ended, lastWords, stop: () => stopServer(child, ended) };
}

function untilReady(stderr: Readable, ended: Promise<number>, lastWords: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail('did not become ready'), READY_TIMEOUT_MS);
    const fail = (how: string) => {
      clearTimeout(timer);
      reject(new Error(`Postgres ${how}: ${reasonIn(lastWords())}`));
    };
    stderr.on('data', () => {
      if (!lastWords().includes(READY)) return;
      clearTimeout(timer);
      resolve();
    });
    ended.then((code) => fail(`ended with ${code} before it was ready`));
  });
}

/** The line of a server's log that a person should read. */
function reasonIn(said: string): string {
  const lines = said.trim().split('\n');
  return lines.findLast((line) => /(FATAL|PANIC|ERROR):/.test(line)) ?? lines.at(-1) ?? 'it said nothing';
}

function keepLog(logFile: string, chunk: Buffer): void {
  try {
    const bytes = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
    if (bytes > LOG_BYTES_MAX) renameSync(logFile, `${logFile}.1`);
    appendFileSync(logFile, chunk, { mode: 0o600 });
  } catch {
    // A full disk must not take the log's reader down with it; Postgres itself says what it could not write.
  }
}

async function stopServer(child: ChildProcess, ended: Promise<number>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(process.platform === 'win32' ? 'SIGTERM' : 'SIGINT');
  const timer = setTimeout(() => child.kill('SIGQUIT'), FAST_STOP_MS);
  await ended;
  clearTimeout(timer);
}
