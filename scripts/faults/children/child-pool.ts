import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Child, startChild } from './child-process.ts';

export interface PooledChild extends Child {
  /** Where the preloaded watcher notes what reached the disk; no such file where no compiler was found. */
  readonly syncLog: string;
}

/** Agent processes that outlive runs: starting one costs more than a whole run of small facts. */
export interface ChildPool {
  take(): Promise<PooledChild>;
  giveBack(child: PooledChild): void;
  close(): Promise<void>;
}

export interface ChildPoolOptions {
  readonly file: string;
  readonly folder: string;
  /** Library that notes each sync; undefined where it could not be built. */
  readonly preload: string | undefined;
  /** The same library plays a full disk. */
  readonly playFull: boolean;
  /** Processes that are kept warm. */
  readonly spare: number;
}

export function createChildPool(options: ChildPoolOptions): ChildPool {
  mkdirSync(options.folder, { recursive: true });
  const idle: PooledChild[] = [];
  const all = new Set<PooledChild>();
  let no = 0;
  const start = (): PooledChild => {
    no += 1;
    const syncLog = join(options.folder, `synced-${no}.log`);
    const watching: Record<string, string> =
      options.preload === undefined
        ? {}
        : {
            LD_PRELOAD: options.preload,
            TILLBRIDGE_SYNC_LOG: syncLog,
            ...(options.playFull ? { TILLBRIDGE_PLAY_FULL: '1' } : {}),
          };
    const child = startChild(options.file, { NODE_ENV: 'test', ...watching });
    const pooled: PooledChild = Object.defineProperty(child, 'syncLog', { value: syncLog }) as PooledChild;
    all.add(pooled);
    return pooled;
  };
  const warm = (): void => {
    while (idle.length < options.spare) idle.push(start());
  };
  warm();
  return {
    take: async () => {
      let child = idle.shift() ?? start();
      while (!child.alive) {
        all.delete(child);
        child = idle.shift() ?? start();
      }
      warm();
      return child;
    },
    giveBack: (child) => {
      if (child.alive && idle.length < options.spare + 1) idle.push(child);
      else void child.kill();
    },
    close: async () => {
      await Promise.all([...all].map((child) => child.kill()));
    },
  };
}
