import { type Command, InvalidArgumentError, Option } from 'commander';
import { homeAt } from '../config/home.ts';
import { LEVELS, type Level, sinceMsOf } from '../log/log-line.ts';
import { showLogs } from './logs.ts';
import { homeOption, wholeFrom } from './options.ts';
import type { Shell } from './shell.ts';

const LINES_DEFAULT = 200;
const MORE = `
Parts: agent, delivery, local-api, machine.
Examples:
  tillbridge logs --follow
  tillbridge logs --level warn --since 2h
  tillbridge logs --part delivery --json | jq .fault`;

interface LogsOptions {
  readonly home: string;
  readonly follow?: true;
  readonly level?: Level;
  readonly part?: string;
  readonly since?: number;
  readonly lines: number;
  readonly json?: true;
}

export function addLogs(program: Command, shell: Shell): void {
  program
    .command('logs')
    .description("Read the agent's log: for a person on a terminal, raw lines of JSON into a pipe.")
    .addOption(homeOption(shell))
    .option('-f, --follow', 'go on with what comes, until Ctrl-C')
    .addOption(new Option('--level <level>', 'this level and graver').choices(LEVELS))
    .option('--part <name>', 'only this part of the agent')
    .option('--since <time>', 'from then on: 15m, 2h, 3d before now, or 2026-11-20T08:00:00Z', readSince)
    .option('--lines <number>', 'so many lines of the past', wholeFrom(0), LINES_DEFAULT)
    .option('--json', 'raw lines, even on a terminal')
    .addHelpText('after', MORE)
    .action(async (options: LogsOptions) => {
      const { level, part, since, lines, follow, json } = options;
      const filter = {
        ...(level === undefined ? {} : { level }),
        ...(part === undefined ? {} : { part }),
        ...(since === undefined ? {} : { sinceMs: since }),
      };
      const wish = { dir: homeAt(options.home).logs, filter, lines, follow: follow === true, raw: json === true };
      await showLogs(wish, shell);
    });
}

function readSince(text: string): number {
  const since = sinceMsOf(text, Date.now());
  if (since === undefined)
    throw new InvalidArgumentError('A time is 15m, 2h, 3d or an instant like 2026-11-20T08:00:00Z.');
  return since;
}
