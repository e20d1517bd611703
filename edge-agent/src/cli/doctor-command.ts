import type { Command } from 'commander';
import { homeAt } from '../config/home.ts';
import { DISK_FLOOR_BYTES } from '../doctor/check-store.ts';
import { doctor } from './doctor.ts';
import { type End, homeOption, wholeFrom } from './options.ts';
import type { Shell } from './shell.ts';

const BYTES_PER_MB = 1_048_576;
const MORE = `
It looks at: software, pairing, rights, secrets, disk, journal, the port of the local API, cloud, TLS, clock, key, and of
each machine port, answer and units. It changes nothing, and asks a running agent instead of its port and journal.

Ends with 0 when all is well, else with the number of the first fault: tillbridge help exit-codes.`;

export function addDoctor(program: Command, shell: Shell, end: End): void {
  program
    .command('doctor')
    .description('Examine this PC and say what is wrong and what to do about it.')
    .addOption(homeOption(shell))
    .option('--disk-floor <MB>', 'less free disk than this is a finding', wholeFrom(0), DISK_FLOOR_BYTES / BYTES_PER_MB)
    .option('--json', 'answer as one line of JSON')
    .addHelpText('after', MORE)
    .action(async (options: { home: string; diskFloor: number; json?: true }) => {
      const diskFloorBytes = options.diskFloor * BYTES_PER_MB;
      end(await doctor({ home: homeAt(options.home), json: options.json === true, diskFloorBytes }, shell));
    });
}
