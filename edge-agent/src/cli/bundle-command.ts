import type { Command } from 'commander';
import { homeAt } from '../config/home.ts';
import { makeBundle } from './bundle.ts';
import { homeOption } from './options.ts';
import type { Shell } from './shell.ts';

const MORE = `
In it: versions, configuration without names and secrets, findings of doctor, state of machines, journal and delivery,
sizes and rights of files, and the log with its known fields. Whatever is not listed in the program stays on this PC.`;

export function addBundle(program: Command, shell: Shell): void {
  program
    .command('bundle')
    .description('Write a ZIP file for support, without secrets.')
    .addOption(homeOption(shell))
    .option('--out <file>', 'where to write it; by default into this folder, named by the time')
    .option('--json', 'answer as one line of JSON')
    .addHelpText('after', MORE)
    .action(async ({ home, out, json }: { home: string; out?: string; json?: true }) => {
      const wish = { home: homeAt(home), json: json === true, ...(out === undefined ? {} : { out }) };
      await makeBundle(wish, shell);
    });
}
