import {
  type AgentCommand,
  COMMAND_KINDS,
  type CommandKind,
  type CommandOutcome,
} from '@tillbridge/shared/agent-commands';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { Log } from '../log.ts';
import type { CommandMemory } from './command-memory.ts';

/** What one kind of command does. `afterwards` happens after the answer was sent: the process ends in it. */
export type CommandAct = (command: AgentCommand) => Promise<CommandOutcome & { readonly afterwards?: () => void }>;
/** Everything that can be asked from afar. There is no act for anything else, and none of these moves cash. */
export type CommandActs = Readonly<Record<CommandKind, CommandAct>>;

export interface Carrying {
  readonly agent: string;
  readonly memory: CommandMemory;
  readonly acts: CommandActs;
  readonly log: Log;
}
export interface CarriedOut {
  readonly outcome: CommandOutcome;
  readonly afterwards?: () => void;
}

/**
 * Carries a command out at most once: it is remembered on the disk before anything is done, and heard again it is only
 * answered again. `now` is the time of the cloud that offers it, because the clock of the PC may be a year off.
 */
export async function carryOut(parts: Carrying, command: AgentCommand, now: string): Promise<CarriedOut> {
  const { agent, memory, acts, log } = parts;
  const { id, kind } = command;
  if (command.agent !== agent) return refused('command.foreign');
  const known = memory.find(id);
  if (known === 'forgotten') return refused('command.replayed');
  if (known === 'begun') return ended(memory, id, { outcome: 'failed', code: 'command.interrupted' });
  if (known !== 'new') return { outcome: known };
  if (!isKind(kind)) return refused('command.unknown');
  if (command.expiresAt <= now) return refused('command.expired');
  memory.begin(id);
  log.info('command taken up', { kind });
  try {
    const { afterwards, ...outcome } = await acts[kind](command);
    return { ...ended(memory, id, outcome), ...(afterwards === undefined ? {} : { afterwards }) };
  } catch (error) {
    log.error('command failed', { kind, error });
    const code = error instanceof Fault && error.code.startsWith('command.') ? error.code : 'command.failed';
    return ended(memory, id, { outcome: 'failed', code });
  }
}

const isKind = (kind: string): kind is CommandKind => (COMMAND_KINDS as readonly string[]).includes(kind);

const refused = (code: string): CarriedOut => ({ outcome: { outcome: 'refused', code } });

function ended(memory: CommandMemory, id: string, outcome: CommandOutcome): CarriedOut {
  memory.end(id, outcome);
  return { outcome };
}
