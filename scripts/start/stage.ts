import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { StackConfig } from './config.ts';
import type { Home } from './home.ts';
import { openLogFile } from './log-file.ts';
import { keepRunning, type Program } from './program.ts';

/** Stopped in this order: first what asks for something, last what answers. */
export const GROUPS = ['shops', 'pages', 'front'] as const;
export type Group = (typeof GROUPS)[number];

export interface Wanted {
  readonly name: string;
  readonly group: Group;
  /** Script from the root of the repository, and its words. Asked anew before each start. */
  readonly command: () => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly onLine?: (line: string) => void;
}

/** What every program of one `npm start` is run with and known by. */
export interface Stage {
  readonly root: string;
  readonly home: Home;
  readonly config: StackConfig;
  readonly inherited: Readonly<Record<string, string>>;
  /** Arguments of node that tie a program's life to ours. */
  readonly preload: readonly string[];
  readonly say: (line: string) => void;
  /** Starts a program and keeps it running until its group is stopped. */
  run(wanted: Wanted): void;
  /** Ends one group; nothing of it is started any more. */
  stop(group: Group, patienceMs: number): Promise<void>;
}

export function createStage(options: Pick<Stage, 'root' | 'home' | 'config' | 'inherited' | 'say'>): Stage {
  const { root, home, inherited, say } = options;
  const preload = ['--import', pathToFileURL(join(root, 'scripts', 'start', 'leave-with-parent.mjs')).href];
  const programs: Record<Group, Program[]> = { shops: [], pages: [], front: [] };
  const stopped = new Set<Group>();
  const processes: Record<string, number> = {};
  return {
    ...options,
    preload,
    run({ name, group, command, env, onLine }) {
      if (stopped.has(group)) return;
      const program = keepRunning({
        cwd: root,
        log: openLogFile(home.logs, name),
        command: () => {
          const [script = '', ...words] = command();
          return { args: [...preload, join(root, script), ...words], env: { ...inherited, ...env } };
        },
        onLine: (line) => onLine?.(line),
        onStart: (pid) => {
          processes[name] = pid;
          note(home.processes, processes);
        },
        onCrash: (how) => say(`${name} ended (${how}); starting it again.`),
      });
      programs[group].push(program);
    },
    async stop(group, patienceMs) {
      stopped.add(group);
      await Promise.all(programs[group].map((program) => program.stop(patienceMs)));
    },
  };
}

/** The list is for people; a full disk must not stop the shops. */
function note(file: string, processes: Readonly<Record<string, number>>): void {
  try {
    writeFileSync(file, `${JSON.stringify(processes, null, 2)}\n`, { mode: 0o600 });
  } catch {
    return;
  }
}
