import type { Command, Option } from 'commander';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type CompletedShell = (typeof SHELLS)[number];

/** A command with the words that may follow it; made from the program itself, so that it never lags behind. */
interface Node {
  readonly name: string;
  readonly description: string;
  readonly options: readonly Option[];
  readonly children: readonly Node[];
}

/** A script for the shell that completes commands, options, and the values that are known. */
export function completionScript(program: Command, shell: CompletedShell): string {
  const root = nodeOf(program);
  if (shell === 'fish') return fishScript(root);
  const bash = bashScript(root);
  return shell === 'bash' ? bash : `#compdef tillbridge\nautoload -U +X bashcompinit && bashcompinit\n${bash}`;
}

function nodeOf(command: Command): Node {
  const { commands, options } = command;
  return {
    name: command.name(),
    description: command.description(),
    options,
    children: commands.map(nodeOf),
  };
}

const longNames = (node: Node) => node.options.flatMap((option) => option.long ?? []);
const wordsAfter = (node: Node) =>
  [...node.children.map((child) => child.name), ...longNames(node), '--help'].join(' ');

function bashScript(root: Node): string {
  const choices = allOptions(root).flatMap(({ long, argChoices }) =>
    argChoices === undefined
      ? []
      : [`    ${long}) COMPREPLY=($(compgen -W "${argChoices.join(' ')}" -- "$cur")); return ;;`],
  );
  const cases = root.children.flatMap((child) => [
    ...child.children.map(
      (grandchild) => `    "${child.name} ${grandchild.name}") words="${wordsAfter(grandchild)}" ;;`,
    ),
    `    "${child.name} "*) words="${wordsAfter(child)}" ;;`,
  ]);
  return `_tillbridge() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" words="${wordsAfter(root)}" second=""
  COMPREPLY=()
  case "$prev" in
    --home) COMPREPLY=($(compgen -d -- "$cur")); return ;;
    --out) COMPREPLY=($(compgen -f -- "$cur")); return ;;
${[...new Set(choices)].join('\n')}
  esac
  if [ "$COMP_CWORD" -gt 2 ]; then second="\${COMP_WORDS[2]}"; fi
  if [ "$COMP_CWORD" -gt 1 ]; then case "\${COMP_WORDS[1]} $second" in
${cases.join('\n')}
  esac; fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -F _tillbridge tillbridge
`;
}

function allOptions(node: Node): readonly Option[] {
  return [...node.options, ...node.children.flatMap(allOptions)];
}

function fishScript(root: Node): string {
  const lines = root.children.flatMap((child) => [
    `complete -c tillbridge -n __fish_use_subcommand -a ${child.name} -d ${quoted(child.description)}`,
    ...child.children.map(
      (grandchild) =>
        `complete -c tillbridge -n "__fish_seen_subcommand_from ${child.name}" -a ${grandchild.name} -d ${quoted(grandchild.description)}`,
    ),
    ...allOptions(child).map((option) => fishOption(child.name, option)),
  ]);
  return `complete -c tillbridge -f\n${[...new Set(lines)].join('\n')}\n`;
}

function fishOption(command: string, { long, short, argChoices, required, description }: Option): string {
  const value = argChoices === undefined ? (required ? ' -r' : '') : ` -x -a "${argChoices.join(' ')}"`;
  const files = long === '--home' || long === '--out' ? ' -F' : '';
  const names = `${short === undefined ? '' : ` -s ${short.slice(1)}`} -l ${String(long).slice(2)}`;
  return `complete -c tillbridge -n "__fish_seen_subcommand_from ${command}"${names}${value}${files} -d ${quoted(description)}`;
}

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
