import type { CommandKind } from '@tillbridge/shared/agent-commands';
import type { KeyScope } from '@tillbridge/shared/agent-keys';
import type { WordKey } from '../words/say.ts';

/** What a command is called, and what it does at the shop. */
export const COMMAND_WORDS: Readonly<Record<CommandKind, { readonly name: WordKey; readonly does: WordKey }>> = {
  'configuration.refresh': { name: 'commands.refresh', does: 'commands.refreshDoes' },
  'bundle.send': { name: 'commands.bundle', does: 'commands.bundleDoes' },
  'recount.ask': { name: 'commands.recount', does: 'commands.recountDoes' },
  'agent.restart': { name: 'commands.restart', does: 'commands.restartDoes' },
  'key.rotate': { name: 'commands.rotate', does: 'commands.rotateDoes' },
};

/** What a key may do. */
export const SCOPE_WORDS: Readonly<Record<KeyScope, WordKey>> = {
  'facts.deliver': 'keys.delivers',
  'configuration.read': 'keys.readsSettings',
  'command.carry-out': 'keys.obeys',
};
