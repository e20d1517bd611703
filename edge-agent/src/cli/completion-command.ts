import { Argument, type Command } from 'commander';
import { type CompletedShell, completionScript, SHELLS } from './completion.ts';
import type { Shell } from './shell.ts';

const MORE = `
bash: tillbridge completion bash > /etc/bash_completion.d/tillbridge
zsh:  tillbridge completion zsh > "\${fpath[1]}/_tillbridge"
fish: tillbridge completion fish > ~/.config/fish/completions/tillbridge.fish`;

export function addCompletion(program: Command, shell: Shell): void {
  program
    .command('completion')
    .description('Print the script that completes commands and options in a shell.')
    .addArgument(new Argument('<shell>', 'which one').choices(SHELLS))
    .addHelpText('after', MORE)
    .action((name: CompletedShell) => shell.out(completionScript(program, name)));
}
