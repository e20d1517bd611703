import type { CommandOutcome } from '@tillbridge/shared/agent-commands';
import type { CommandActs } from './carry-out.ts';
import type { RecountWishes } from './recount-wishes.ts';
import { rotateKey } from './rotate-key.ts';
import { type AskAgain, sendBundle } from './send-bundle.ts';

/** What commands may touch of the agent; there is no way to a machine in it. */
export interface CommandTools {
  readonly machines: readonly string[];
  readonly wishes: RecountWishes;
  readonly now: () => string;
  readonly refresh: () => void;
  readonly keepKey: (key: string) => void;
  readonly packBundle: () => Promise<Uint8Array>;
  /** Whether no machine is at work. */
  readonly isIdle: () => boolean;
  /** Ends the process so that it is started again; undefined where nothing would start it. */
  readonly restart: (() => void) | undefined;
}

const DONE: CommandOutcome = { outcome: 'done' };
const refused = (code: string): CommandOutcome => ({ outcome: 'refused', code });

/** The allow-list of commands, with what each does. */
export function agentActs(tools: CommandTools, ask: AskAgain): CommandActs {
  return {
    async 'configuration.refresh'() {
      tools.refresh();
      return DONE;
    },
    async 'bundle.send'({ id }) {
      await sendBundle(ask, id, await tools.packBundle());
      return DONE;
    },
    async 'recount.ask'({ machine }) {
      const machines = tools.machines.filter((each) => machine === undefined || each === machine);
      if (machines.length === 0) return refused('command.machine');
      tools.wishes.ask(machines, tools.now());
      return DONE;
    },
    async 'agent.restart'() {
      const { restart } = tools;
      if (restart === undefined) return refused('command.no-restart');
      return tools.isIdle() ? { ...DONE, afterwards: restart } : refused('command.busy');
    },
    async 'key.rotate'() {
      await rotateKey(ask, tools.keepKey);
      return DONE;
    },
  };
}
