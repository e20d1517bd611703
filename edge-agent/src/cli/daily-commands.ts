import { Fault } from '@tillbridge/shared/faults/fault';
import { type Command, Option } from 'commander';
import { homeAt } from '../config/home.ts';
import { explain } from './explain.ts';
import { type End, homeOption, wholePort } from './options.ts';
import { run } from './run.ts';
import { EXIT, type Shell } from './shell.ts';
import { simulate } from './simulate.ts';
import { askStatus, statusText } from './status.ts';

export function addRun(program: Command, shell: Shell, end: End): void {
  program
    .command('run')
    .description(
      'Run the agent until it is asked to end (SIGTERM, Ctrl-C). Prints one line of JSON when it is ready, and logs to stderr and to its own files.',
    )
    .addOption(homeOption(shell))
    .addOption(new Option('--log <level>', 'how much to log').choices(['debug', 'info', 'warn', 'error']))
    .action(async (options: { home: string; log?: 'debug' | 'info' | 'warn' | 'error' }) => {
      const running = run(homeAt(options.home), shell, options.log);
      end(await running.catch((error: unknown) => againIfLocked(error, shell)));
    });
}

/** On trial a journal that another process still has says nothing about this version: the launcher tries it again. */
function againIfLocked(error: unknown, shell: Shell): number {
  const isLocked = error instanceof Fault && error.code === 'journal.locked';
  if (!isLocked || shell.tellLauncher === undefined) throw error;
  shell.err(explain(error, shell.language).text);
  return EXIT.again;
}

export function addStatus(program: Command, shell: Shell, end: End): void {
  program
    .command('status')
    .description(
      'What the running agent knows of its machines, its journal and its delivery. Ends with 69 when a machine is offline or nothing is delivered.',
    )
    .addOption(homeOption(shell))
    .option('--port <number>', 'port of the local API, where it is not the configured one', wholePort)
    .option('--json', 'answer as one line of JSON')
    .action(async (options: { home: string; port?: number; json?: true }) => {
      const status = await askStatus(homeAt(options.home), options.port, shell.fetch);
      shell.out(options.json ? `${JSON.stringify(status)}\n` : statusText(status));
      const sound =
        status.delivery.link === 'connected' && status.machines.every((machine) => machine.state !== 'offline');
      end(sound ? EXIT.ok : EXIT.unavailable);
    });
}

export function addSimulate(program: Command, shell: Shell, end: End): void {
  program
    .command('simulate')
    .description('A recycler that is not there, speaking real bytes: to train on, and to pull its plug.')
    .argument('[settings...]', 'settings of the simulator; without any they are listed')
    .allowUnknownOption()
    .helpOption(false)
    .action(async (_settings: string[], _options: unknown, command: Command) => {
      end(await simulate(command.args, shell));
    });
}
