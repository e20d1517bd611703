import type { Command } from 'commander';
import { homeAt } from '../config/home.ts';
import { selfTest } from '../update/self-test.ts';
import { applyUpdate, checkUpdate, goBack } from './apply-update.ts';
import { type End, homeOption, wholeFrom } from './options.ts';
import type { Shell } from './shell.ts';
import { SOFTWARE_VERSION } from './software.ts';
import { updateState, updateStateText } from './update-state.ts';

const MORE = `
A release is signed by its maker; the root key of this installation says whose signature counts. The new version is put
beside the running one, tests itself here, takes over when no machine is at work, and has ten minutes to prove itself:
to start, to answer, to reach the machines and the cloud that the version before reached. Otherwise the version before is
at work again by itself.

Ends with a number of its own for each thing that stands in the way: tillbridge help exit-codes.

Examples:
  tillbridge update check
  tillbridge update apply /media/stick/release
  tillbridge update back`;
const WAIT_MINUTES = 30;

interface Options {
  readonly home: string;
  readonly again?: true;
  readonly wait: number;
  readonly json?: true;
}

export function addUpdate(program: Command, shell: Shell, end: End): void {
  const update = program
    .command('update')
    .description('Bring this PC to a new version of the agent, or back: check, apply, status, back.')
    .addHelpText('after', MORE);
  const from = 'folder or https address of a release; without it the configured one';
  update
    .command('check')
    .description('Whether there is a newer version, and whether it is to be trusted. Ends with 50 when there is one.')
    .argument('[source]', from)
    .addOption(homeOption(shell))
    .option('--json', 'answer as one line of JSON')
    .action(async (source: string | undefined, options: Options) => {
      end(await checkUpdate(homeAt(options.home), shell, { source, json: options.json === true }));
    });
  update
    .command('apply')
    .description('Bring this PC to a new version. Waits until it has proved itself, or the old one is back.')
    .argument('[source]', from)
    .addOption(homeOption(shell))
    .option('--again', 'also a version that did not stay before')
    .option('--wait <minutes>', 'how long to wait for the outcome; 0 does not wait', wholeFrom(0), WAIT_MINUTES)
    .option('--json', 'answer as one line of JSON')
    .action(async (source: string | undefined, options: Options) => {
      const { wait, again, json } = options;
      const wish = { source, json: json === true, again: again === true, waitMinutes: wait };
      end(await applyUpdate(homeAt(options.home), shell, wish));
    });
  addOwnState(update, shell, end);
}

function addOwnState(update: Command, shell: Shell, end: End): void {
  update
    .command('status')
    .description('Which version runs, which one is on trial, and which did not stay and why.')
    .addOption(homeOption(shell))
    .option('--json', 'answer as one line of JSON')
    .action((options: Options) => {
      const state = updateState(homeAt(options.home));
      shell.out(options.json ? `${JSON.stringify(state)}\n` : updateStateText(state, shell.language));
    });
  update
    .command('back')
    .description('Return to the version before, when no machine is at work. It ran here already and needs no trial.')
    .addOption(homeOption(shell))
    .option('--wait <minutes>', 'how long to wait until it has taken over; 0 does not wait', wholeFrom(0), WAIT_MINUTES)
    .option('--json', 'answer as one line of JSON')
    .action(async (options: Options) => {
      end(await goBack(homeAt(options.home), shell, { json: options.json === true, waitMinutes: options.wait }));
    });
  update
    .command('self-test')
    .description('Prove that this very version works on this PC: its parts, the configuration, a copy of the journal.')
    .addOption(homeOption(shell))
    .option('--json', 'answer as one line of JSON')
    .action(async (options: Options) => {
      const tested = await selfTest(homeAt(options.home), SOFTWARE_VERSION);
      const { version, journal } = tested;
      const text = `${version} works here; journal ${journal.version}, readable from ${journal.readableFrom}, ${journal.facts} facts\n`;
      shell.out(options.json ? `${JSON.stringify(tested)}\n` : text);
    });
}
