import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { ReleaseManifest } from '@tillbridge/shared/release';
import type { Home } from '../config/home.ts';
import { PROGRAM_FILE } from './program-file.ts';
import type { SelfTested } from './self-test.ts';
import { slotFor } from './slot-for.ts';
import { versionsAt } from './versions.ts';

/** A journal of years is read in seconds; what takes longer hangs. */
const PATIENCE_MS = 180_000;
const SAID_MAX = 4_000;

/** Has a staged version prove itself in a process of its own. Throws `update.self-test` with what it said. */
export async function runSelfTest(home: Home, manifest: ReleaseManifest, patienceMs = PATIENCE_MS): Promise<void> {
  const program = join(versionsAt(home.versions).slotOf(slotFor(manifest)), PROGRAM_FILE);
  const { code, out, err } = await run(program, ['update', 'self-test', '--home', home.dir, '--json'], patienceMs);
  const told = code === 0 ? parse(out) : undefined;
  if (told === undefined) throw new Fault('update.self-test', { ended: code, said: (err || out).trim() });
  const { version, readableFrom } = told.journal;
  const { journal } = manifest;
  // A journal that was brought further already stays there.
  const asSigned = version >= journal.version && readableFrom >= journal.readableFrom;
  if (told.version !== manifest.version || !asSigned)
    throw new Fault('update.self-test', { said: out.trim(), signed: manifest.version });
}

function run(program: string, words: readonly string[], patienceMs: number) {
  const child = spawn(execPath, [program, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: patienceMs,
    killSignal: 'SIGKILL',
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (bytes) => {
    said.out = (said.out + String(bytes)).slice(0, SAID_MAX);
  });
  child.stderr.on('data', (bytes) => {
    said.err = (said.err + String(bytes)).slice(-SAID_MAX);
  });
  return new Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>(
    (resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, ...said }));
    },
  );
}

function parse(out: string): SelfTested | undefined {
  try {
    const told = JSON.parse(out) as SelfTested;
    return typeof told.journal.version === 'number' ? told : undefined;
  } catch {
    return undefined;
  }
}
