import { fork } from 'node:child_process';
import { realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { EXIT_AGAIN } from '../cli/exit-again.ts';
import { homeAt } from '../config/home.ts';
import { ANCHOR_FILE } from '../update/installation.ts';
import { FIRST_POINTER } from '../update/pointer.ts';
import { readPointer } from '../update/pointer-file.ts';
import { type Versions, versionsAt } from '../update/versions.ts';
import { type Chosen, chooseVersion } from './choose-version.ts';
import { homeOf } from './home-of.ts';
import { launchAgent } from './launch-agent.ts';

// The only thing that a service starts. It needs nothing but Node, so that no broken part keeps it from going back.
const words = process.argv.slice(2);
const base = dirname(realpathSync(fileURLToPath(import.meta.url)));
const versions = versionsAt(homeAt(homeOf(words) ?? join(homedir(), '.tillbridge')).versions);
const say = (line: string) => void process.stderr.write(`tillbridge: ${line}\n`);
const shelf = { versions, base, anchor: join(base, ANCHOR_FILE), say };

if (words[0] === 'run' && areMine(versions)) await runAgent();
else await goOver(chooseVersion(areMine(versions) ? readPointer(versions) : FIRST_POINTER, shelf));

async function runAgent(): Promise<void> {
  let hear: (signal: NodeJS.Signals) => void = () => undefined;
  const endAsked = new Promise<NodeJS.Signals>((resolve) => {
    hear = resolve;
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, hear);
  const launched = await launchAgent({
    shelf,
    fork: ({ slot, program }) =>
      fork(program, words, { env: { ...process.env, ...marks(slot), TILLBRIDGE_TRIAL: '1' } }),
    nowMs: () => performance.now(),
    now: () => new Date().toISOString(),
    endAsked,
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.off(signal, hear);
  if ('run' in launched) return goOver(launched.run);
  process.exitCode = { stopped: 0, again: EXIT_AGAIN }[String(launched.end)] ?? Number(launched.end);
}

/** The chosen version takes over this process: nothing of the launcher stays but its code. */
async function goOver({ slot, program }: Chosen): Promise<void> {
  Object.assign(process.env, marks(slot));
  await import(pathToFileURL(program).href);
}

function marks(slot: string) {
  return { TILLBRIDGE_BASE: base, TILLBRIDGE_SLOT: slot };
}

/** What another user may write is not run: root, and a technician with an account of his own, use the installed program. */
function areMine({ dir }: Versions): boolean {
  const owner = statSync(dir, { throwIfNoEntry: false })?.uid;
  return owner === undefined || process.getuid === undefined || owner === process.getuid();
}
