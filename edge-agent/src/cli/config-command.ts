import { Fault } from '@tillbridge/shared/faults/fault';
import type { Command } from 'commander';
import { fingerprintOf } from '../config/fingerprint.ts';
import { type Home, homeAt } from '../config/home.ts';
import { readConfig } from '../config/read-config.ts';
import { readSecrets, secretMistakes } from '../config/secrets.ts';
import { homeOption } from './options.ts';
import type { Shell } from './shell.ts';

const NAME_WIDTH = 26;

export function addConfig(program: Command, shell: Shell): void {
  const config = program.command('config').description('Show or check the configuration of this PC.');
  config
    .command('show')
    .description('What is configured, in one list. Of secrets only what may be said aloud.')
    .addOption(homeOption(shell))
    .option('--json', 'answer as one line of JSON')
    .action((options: { home: string; json?: true }) => {
      const shown = shownConfig(homeAt(options.home));
      shell.out(options.json ? `${JSON.stringify(shown)}\n` : flat(shown).join(''));
    });
  config
    .command('check')
    .description('Every mistake in configuration and secrets, in one message. Ends with 78 when there is one.')
    .addOption(homeOption(shell))
    .action((options: { home: string }) => {
      const home = homeAt(options.home);
      const mistakes = [...configMistakes(home), ...secretMistakes(home)];
      if (mistakes.length > 0) throw new Fault('edge.config', { path: home.config, mistakes });
      shell.out(shell.language === 'th' ? `${home.config} ถูกต้อง\n` : `${home.config} is right.\n`);
    });
}

function shownConfig(home: Home): object {
  const config = readConfig(home.config);
  const { agentKey, privateKey } = readSecrets(home);
  return {
    home: home.dir,
    ...config,
    secrets: {
      agentKey: `${/^tb_[a-z]+_[0-9A-Za-z]{8}(?=_)/.exec(agentKey)?.[0] ?? 'tb'}_…`,
      localToken: 'tbl_…',
      fingerprint: fingerprintOf(privateKey),
    },
  };
}

function configMistakes(home: Home): readonly string[] {
  try {
    readConfig(home.config);
    return [];
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'edge.config') throw error;
    const { mistakes } = error.extra;
    return Array.isArray(mistakes) ? mistakes.map(String) : [];
  }
}

/** `machines.0.address   tcp:…`, one line a value. */
function flat(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${path.padEnd(NAME_WIDTH)} ${String(value)}\n`];
  return Object.entries(value).flatMap(([name, item]) => flat(item, path === '' ? name : `${path}.${name}`));
}
