import { type Child, ChildGone, startChild } from './children/child-process.ts';

export interface CloudProcessOptions {
  readonly file: string;
  /** What the process is told each time it begins to serve. */
  readonly serveFields: () => Readonly<Record<string, unknown>>;
  /** The process ended by itself, and was started again as a supervisor would. */
  readonly onCrash: () => void;
}

/** The process of the API: killed by the suite, and started again when it falls by itself. */
export interface CloudProcess {
  readonly url: string;
  /** Starts it where it is down, and lets it serve. */
  start(): Promise<void>;
  ask<T>(name: string, fields?: Readonly<Record<string, unknown>>): Promise<T>;
  /** Stops serving without ending the process. */
  leave(): Promise<void>;
  kill(): Promise<void>;
}

const ENV = { NODE_ENV: 'test' };
/** A process that is killed while it begins to serve is begun again so often. */
const TRIES = 3;

export function startCloudProcess(options: CloudProcessOptions): CloudProcess {
  let child = startChild(options.file, ENV);
  let url = '';
  let serving: Promise<void> = Promise.resolve();
  let bringing: Promise<void> | undefined;
  const serve = async (): Promise<void> => {
    const { port } = await child.ask<{ port: number }>('serve', options.serveFields());
    url = `http://127.0.0.1:${port}`;
  };
  const supervise = (watched: Child): void => {
    void watched.gone.then(async (killed) => {
      if (killed || child !== watched) return;
      options.onCrash();
      await start().catch(() => undefined);
    });
  };
  const bringUp = async (): Promise<void> => {
    for (let triesLeft = TRIES; ; triesLeft -= 1) {
      if (!child.alive) {
        child = startChild(options.file, ENV);
        supervise(child);
      }
      try {
        return await serve();
      } catch (error) {
        if (!(error instanceof ChildGone) || triesLeft === 1) throw error;
      }
    }
  };
  const start = (): Promise<void> => {
    bringing ??= bringUp().finally(() => {
      bringing = undefined;
    });
    serving = bringing;
    return serving;
  };
  supervise(child);
  return {
    get url() {
      return url;
    },
    start,
    ask: async <T>(name: string, fields?: Readonly<Record<string, unknown>>): Promise<T> => {
      await serving;
      return child.ask<T>(name, fields);
    },
    leave: async () => {
      await child.ask('leave').catch(() => undefined);
    },
    kill: () => child.kill(),
  };
}
