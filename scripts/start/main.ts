import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inheritedEnvironment, readConfig } from './config.ts';
import { openHome } from './home.ts';
import { startStack } from './stack.ts';
import { createStage } from './stage.ts';

export interface StartOptions {
  readonly root: string;
  readonly say: (line: string) => void;
  readonly explain: (error: unknown) => string;
  /** Builds the dashboard where its sources changed; the rest of the start goes on meanwhile. */
  readonly buildPages: () => Promise<void>;
}

/** Runs the whole of Tillbridge until Ctrl-C or SIGTERM. Throws a sentence when it cannot start; nothing is left then. */
export async function start({ root, say, explain, buildPages }: StartOptions): Promise<void> {
  const config = readConfig();
  const stage = createStage({
    root,
    home: openHome(join(root, '.tillbridge')),
    config,
    inherited: inheritedEnvironment(),
    say,
  });
  const stack = startStack(stage, { migrations: join(root, 'migrations', 'cloud'), buildPages });
  let leaving = false;
  const leave = async (code: number) => {
    if (leaving) return;
    leaving = true;
    await stack.stop();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!leaving) say('Stopping …');
      void leave(0);
    });
  }
  if (config.underNpm) watchParent(() => void leave(0));
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${explain(error)}\n`);
    void leave(1);
  });
  try {
    await stack.ready;
  } catch (error) {
    if (!leaving) process.stderr.write(`${explain(error)}\n`);
    await leave(leaving ? 0 : 1);
  }
}

const PARENT_LOOK_MS = 500;

/** npm that was killed cannot tell us; that we, or the shell it ran us in, have another parent then does. */
function watchParent(gone: () => void): void {
  const before = ancestry();
  const timer = setInterval(() => {
    if (ancestry() === before) return;
    clearInterval(timer);
    gone();
  }, PARENT_LOOK_MS);
  timer.unref();
}

function ancestry(): string {
  const parent = process.ppid;
  try {
    const grandparent = readFileSync(`/proc/${parent}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1];
    return `${parent} ${grandparent}`;
  } catch {
    return String(parent);
  }
}
