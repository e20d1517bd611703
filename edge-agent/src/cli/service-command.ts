import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { homeAt } from '../config/home.ts';
import { makePlan } from '../service/make-plan.ts';
import { SERVICE_NAME, type ServicePlan } from '../service/plan.ts';
import { installUnit, removeUnit, SYSTEMD, unitState } from '../service/systemd.ts';
import { systemdUnit } from '../service/systemd-unit.ts';
import { winswXml } from '../service/winsw-xml.ts';
import { type End, homeOption } from './options.ts';
import { startProgress } from './progress.ts';
import { EXIT, type Shell } from './shell.ts';

const MORE = `
Linux: a unit for systemd under /etc/systemd/system, run as the owner of the home folder, watched by systemd.
Windows: a file for WinSW (https://github.com/winsw/winsw). Put WinSW beside it as ${SERVICE_NAME}.exe, then as
administrator: ${SERVICE_NAME}.exe install, ${SERVICE_NAME}.exe start. Not run on Windows yet.`;

interface InstallOptions {
  readonly home: string;
  readonly user?: string;
  readonly system: 'systemd' | 'windows';
  readonly print?: true;
}

export function addService(program: Command, shell: Shell, end: End): void {
  const service = program
    .command('service')
    .description('Keep the agent running as a service of this PC: install, remove, status.')
    .addHelpText('after', MORE);
  const system = process.platform === 'win32' ? 'windows' : 'systemd';
  service
    .command('install')
    .description('Install and start the service, or install it anew after an update.')
    .addOption(homeOption(shell))
    .option('--user <name>', 'account to run as; by default the owner of the home folder')
    .addOption(new Option('--system <name>', 'for which system').choices(['systemd', 'windows']).default(system))
    .option('--print', 'only show the file')
    .action((options: InstallOptions) => install(options, shell));
  service
    .command('remove')
    .description('Stop the service and take it away. Home, keys and journal stay.')
    .action(() => {
      const gone = removeUnit(SYSTEMD);
      shell.out(gone ? 'The service is gone; its home stays.\n' : 'There was no service.\n');
    });
  service
    .command('status')
    .description('Whether the service runs. Ends with 69 when it does not.')
    .option('--json', 'answer as one line of JSON')
    .action((options: { json?: true }) => {
      const state = unitState(SYSTEMD);
      const lines = Object.entries(state).map(([name, value]) => `${name.padEnd(22)}${value}\n`);
      shell.out(options.json ? `${JSON.stringify(state)}\n` : lines.join(''));
      end(state.ActiveState === 'active' ? EXIT.ok : EXIT.unavailable);
    });
}

function install(options: InstallOptions, shell: Shell): void {
  const home = homeAt(resolve(options.home));
  const plan = makePlan(home, shell.program, options.user);
  if (options.print) shell.out(options.system === 'windows' ? winswXml(plan) : systemdUnit(plan));
  else if (options.system === 'windows') writeWindows(plan, shell);
  else installHere(plan, shell);
}

function installHere(plan: ServicePlan, shell: Shell): void {
  const progress = startProgress(shell);
  progress.say('systemd');
  try {
    const path = installUnit(SYSTEMD, plan);
    shell.out(`${path}\nThe service runs as ${plan.user} and starts with the PC.\n`);
  } finally {
    progress.end();
  }
}

function writeWindows(plan: ServicePlan, shell: Shell): void {
  const path = join(plan.home, `${SERVICE_NAME}.xml`);
  writeFileSync(path, winswXml(plan));
  shell.out(`${path}\nPut WinSW beside it as ${SERVICE_NAME}.exe, then: ${SERVICE_NAME}.exe install\n`);
}
