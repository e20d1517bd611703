import { Fault } from '@tillbridge/shared/faults/fault';
import type { Agent } from '../agent.ts';
import type { Clock } from '../clock.ts';
import type { Home } from '../config/home.ts';
import { elapsed } from '../counter/pause.ts';
import type { Log } from '../log.ts';
import { groundHere } from './ground-here.ts';
import { anchorOf, type Installation } from './installation.ts';
import { prepareUpdate } from './prepare-update.ts';
import type { UpdateSettings } from './update-settings.ts';
import { urlSource } from './url-source.ts';
import { versionsAt } from './versions.ts';
import { wishFile } from './wish.ts';

/** A version is handed over to only after so long without an operation: nobody stands before the machine then. */
export const QUIET_MS = 600_000;
const LOOK_MS = 1_000;
/** Each wait is longer or shorter by up to this part, so that shops do not ask together. */
const SPREAD = 0.5;

export interface KeepParts {
  readonly home: Home;
  readonly agent: Pick<Agent, 'status'>;
  readonly settings: UpdateSettings;
  readonly installation: Installation;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  readonly log: Log;
  readonly isIdle: () => boolean;
  readonly quietMs?: number;
  /** In [0, 1), for the spread. */
  readonly random?: () => number;
}

/** Looks for a new version again and again, brings it beside this one, and asks for its turn in a quiet moment. */
export function keepUpdated(parts: KeepParts): { stop(): Promise<void> } {
  const { settings, log, random = Math.random } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async () => {
    // The first look comes at any moment of the first period: a power cut wakes many shops at once.
    await elapsed(settings.everyMs * random(), signal);
    while (!signal.aborted) {
      try {
        await lookOnce(parts, signal);
      } catch (error) {
        if (!(error instanceof Fault)) log.error('looking for updates broke', { error });
        else log.warn('no update', { code: error.code, ...error.extra });
      }
      await elapsed(settings.everyMs * (1 + SPREAD * (random() - SPREAD)), signal);
    }
  };
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await Promise.race([running, elapsed(LOOK_MS)]);
    },
  };
}

async function lookOnce(parts: KeepParts, signal: AbortSignal): Promise<void> {
  const { home, agent, settings, installation, clock, log } = parts;
  const source = urlSource(settings.url, parts.fetch);
  const prepared = await prepareUpdate(
    {
      home,
      source,
      anchor: anchorOf(installation),
      here: groundHere(settings.channel),
      clock: { ownMs: clock.nowMs(), cloudOffsetMs: agent.status().delivery.clockOffsetMs },
      again: false,
    },
    () => undefined,
  );
  const { slot, manifest } = prepared;
  if (slot === undefined) return;
  log.info('a new version is ready and waits for a quiet moment', { version: manifest.version });
  if (await quiet(parts, signal)) wishFile(versionsAt(home.versions)).write({ kind: 'forward', slot });
}

/** Resolves once no machine was at work for a while; false when the agent ends before. */
async function quiet({ isIdle, clock, quietMs = QUIET_MS }: KeepParts, signal: AbortSignal): Promise<boolean> {
  let since = clock.monotonicMs();
  while (!signal.aborted) {
    const now = clock.monotonicMs();
    if (!isIdle()) since = now;
    if (now - since >= quietMs) return true;
    await elapsed(LOOK_MS, signal);
  }
  return false;
}
