import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Fault } from '@tillbridge/shared/faults/fault';
import { listPorts } from '../bytes/serial-port.ts';
import type { Home } from '../config/home.ts';
import { readConfig } from '../config/read-config.ts';
import { readSecrets } from '../config/secrets.ts';
import { rehearseJournal } from '../journal/rehearse-journal.ts';
import { verifyPin } from '../people/verify-pin.ts';
import { versionsAt } from './versions.ts';

export interface SelfTested {
  readonly version: string;
  readonly journal: { readonly version: number; readonly readableFrom: number; readonly facts: number };
}

const CONSOLE_PAGE = fileURLToPath(new URL('./console/index.html', import.meta.url));

/**
 * Proves that this version works on this PC before it is trusted with it: configuration and secrets are read, each native
 * part does its work once, the console is there, and a copy of the journal is opened. Throws what does not work.
 */
export async function selfTest(home: Home, version: string): Promise<SelfTested> {
  const config = readConfig(home.config);
  readSecrets(home, config.machines);
  await part('the check of PINs', async () => {
    if (await verifyPin(null, '0000')) throw new Error('a PIN that nobody has was right');
  });
  await part('serial ports', listPorts);
  await part('the console', async () => readFileSync(CONSOLE_PAGE));
  const journal = rehearseJournal(home.journal, versionsAt(home.versions).rehearsal, config.agent);
  return { version, journal };
}

async function part(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new Fault('update.self-test', {
      part: what,
      because: error instanceof Error ? error.message : String(error),
    });
  }
}
