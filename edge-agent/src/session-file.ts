import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Home } from './config/home.ts';
import type { Secrets } from './config/secrets.ts';
import { writeWhole } from './config/secrets.ts';
import type { MachineNear } from './open-machine.ts';
import type { SessionMemory } from './recycler/glory-fcc/machine-line.ts';

const SESSION_ID = /^[\x21-\x7e]{1,128}$/;

/**
 * Keeps the name of a machine's session over a crash, so that its occupation can be given back. Losing it costs a wait
 * until the machine lets the session go, so a disk that is full stops nothing.
 */
export function sessionFile(path: string): SessionMemory {
  return {
    read() {
      try {
        const kept = readFileSync(path, 'utf8').trim();
        return SESSION_ID.test(kept) ? kept : undefined;
      } catch {
        return undefined;
      }
    },
    write(sessionId) {
      try {
        if (sessionId === undefined) {
          rmSync(path, { force: true });
          return;
        }
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        writeWhole(path, `${sessionId}\n`);
      } catch {
        // Nothing that is waited for depends on it.
      }
    },
  };
}

/** What the driver of one machine needs of a home: its kept session, and the password where it asks for one. */
export function nearOf(home: Home, secrets: Secrets | undefined, machine: string): MachineNear {
  const password = secrets?.machinePasswords?.get(machine);
  return { memory: sessionFile(home.sessionOf(machine)), ...(password === undefined ? {} : { password }) };
}
