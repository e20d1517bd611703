import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { explain } from './explain.ts';
import { runProgram } from './program.ts';
import { readSecretLine } from './read-secret-line.ts';
import type { ServiceManager } from './shell.ts';

const { env } = process;
const language = /^th/.test(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '') ? 'th' : 'en';
const colourless = env['NO_COLOR'] !== undefined || env['TERM'] === 'dumb';

const onTrial = env['TILLBRIDGE_TRIAL'] !== undefined;

const endAsked = new Promise((resolve) => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  // Without the launcher nobody would end a version that does not prove itself.
  if (onTrial) process.once('disconnect', () => resolve('disconnect'));
});

// A bug ends the process; the service manager starts it again and the journal brings it back to where it was.
process.on('uncaughtException', (error) => {
  const { text, code } = explain(error, language);
  process.stderr.write(text);
  process.exit(code);
});

const code = await runProgram({
  words: process.argv.slice(2),
  program: [process.execPath, process.argv[1] ?? ''],
  defaultHome: join(homedir(), '.tillbridge'),
  language,
  shown: process.stdout.isTTY === true && !colourless,
  watched: process.stderr.isTTY === true && !colourless && env['CI'] === undefined,
  fetch,
  readSecret: (prompt, charactersMax) => readSecretLine(process.stdin, process.stderr, prompt, charactersMax),
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  endAsked,
  installation: {
    base: env['TILLBRIDGE_BASE'] ?? dirname(realpathSync(process.argv[1] ?? '.')),
    slot: env['TILLBRIDGE_SLOT'],
  },
  ...(onTrial ? { tellLauncher: (health) => void process.send?.(health) } : {}),
  ...managed(),
});
process.stdout.write('', () => process.exit(code));

/** How systemd says who it is; microseconds, as it counts. */
function managed(): { readonly manager?: ServiceManager } {
  const socket = env['NOTIFY_SOCKET'];
  if (socket === undefined || socket === '') return {};
  const watchdogMs = Number(env['WATCHDOG_USEC']) / 1000;
  return { manager: watchdogMs > 0 ? { watchdogMs } : {} };
}
