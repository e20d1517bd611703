import { Command, CommanderError } from 'commander';
import { addBundle } from './bundle-command.ts';
import { addCompletion } from './completion-command.ts';
import { addConfig } from './config-command.ts';
import { addRun, addSimulate, addStatus } from './daily-commands.ts';
import { addDoctor } from './doctor-command.ts';
import { explain } from './explain.ts';
import { addHelp } from './help-command.ts';
import { addKey } from './key-command.ts';
import { addLogs } from './logs-command.ts';
import type { End } from './options.ts';
import { addPair } from './pair-command.ts';
import { addService } from './service-command.ts';
import { EXIT, type Shell } from './shell.ts';
import { SOFTWARE } from './software.ts';
import { addUpdate } from './update-command.ts';

const MORE = `
A visit: pair this PC with a code from the dashboard, install the service, ask the doctor.
  tillbridge pair 7KM-3QX9P-VT2HD --cloud https://cloud.example --machine usb:0403:6001
  sudo tillbridge service install
  tillbridge doctor

Later: status and logs say how it goes, bundle makes a file for support, help exit-codes explains the numbers.`;

/** Runs one command; the answer is the code to end the process with. Never rejects. */
export async function runProgram(shell: Shell): Promise<number> {
  let code: number = EXIT.ok;
  const program = buildProgram(shell, (to) => {
    code = to;
  });
  try {
    await program.parseAsync([...shell.words], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const said = explain(error, shell.language);
    shell.err(said.text);
    return said.code;
  }
}

/** All commands with their words; nothing runs yet. */
export function buildProgram(shell: Shell, end: End): Command {
  const program = new Command('tillbridge')
    .description("Joins this shop's cash machine to the cloud and keeps it working when the line is down.")
    .version(SOFTWARE)
    .addHelpText('after', MORE)
    .configureOutput({ writeOut: (text) => shell.out(text), writeErr: (text) => shell.err(text) })
    .showHelpAfterError('(tillbridge --help explains the commands)')
    .exitOverride();
  addPair(program, shell, end);
  addKey(program, shell);
  addRun(program, shell, end);
  addStatus(program, shell, end);
  addDoctor(program, shell, end);
  addLogs(program, shell);
  addBundle(program, shell);
  addService(program, shell, end);
  addUpdate(program, shell, end);
  addConfig(program, shell);
  addSimulate(program, shell, end);
  addCompletion(program, shell);
  addHelp(program, shell);
  return program;
}
