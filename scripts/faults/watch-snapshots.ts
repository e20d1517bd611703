import { checkArchive } from './oracle/check-archive.ts';
import { checkBooks } from './oracle/check-books.ts';
import type { Stage } from './stage.ts';
import { pause } from './wait.ts';

export interface Watch {
  /** Snapshots looked at. */
  readonly seen: number;
  stop(): Promise<void>;
}

/** Between two looks, as a multiple of what the last one took: looking must not slow down what is looked at. */
const PAUSE_SHARE = 4;
const PAUSE_MS_MIN = 30;

/** Looks at every snapshot it can get while faults rage: the books balance in each, and the high water never falls. */
export function watchSnapshots(stage: Stage): Watch {
  let seen = 0;
  let stopped = false;
  const highest = new Map<string, number>();
  const starts = new Map<string, number>();
  const loop = async (): Promise<void> => {
    while (!stopped) {
      // A database that is just being cut or replaced has no snapshot to look at.
      const startedMs = performance.now();
      const before = stage.cloud.history;
      const wasTampered = stage.tampered;
      const view = await stage.look().catch(() => undefined);
      if (view !== undefined && !wasTampered && !stage.tampered) {
        seen += 1;
        checkBooks(view, stage.findings);
        checkArchive(view, stage.findings);
        for (const stream of view.streams) {
          const key = `${stream.epoch} ${before}`;
          const known = highest.get(key) ?? 0;
          const sameHistory = stage.cloud.history === before;
          if (sameHistory)
            stage.findings.expect(
              'chain',
              stream.highWater >= known,
              () => `${stream.epoch}: high water fell from ${known} to ${stream.highWater}`,
            );
          highest.set(key, Math.max(known, stream.highWater));
          const start = starts.get(key) ?? 0;
          if (sameHistory)
            stage.findings.expect(
              'pingpong',
              stream.startNumber >= start,
              () => `${stream.epoch}: start ${stream.startNumber} took it back from ${start}`,
            );
          starts.set(key, Math.max(start, stream.startNumber));
        }
      }
      await pause(Math.max(PAUSE_MS_MIN, PAUSE_SHARE * (performance.now() - startedMs)));
    }
  };
  const done = loop();
  return {
    get seen() {
      return seen;
    },
    stop: async () => {
      stopped = true;
      await done;
    },
  };
}
