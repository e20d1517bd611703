import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { AgentStatus } from '../status.ts';
import { watchQueue } from './queue-progress.ts';

/** Fed so many times in each period, so that one late turn of the loop kills nothing. */
const FEEDS_PER_PERIOD = 3;
/** How often the queue is judged where nobody waits for us. */
const LOOK_MS = 20_000;

export interface WatchdogParts {
  readonly status: () => AgentStatus;
  /** The period of the manager; undefined where there is none. */
  readonly watchdogMs: number | undefined;
  readonly notify: (...states: readonly string[]) => Promise<string | undefined>;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly log: Log;
}

/**
 * Feeds the watchdog of the service manager from the agent's own loop, and only while the queue gets anywhere: a loop that
 * hangs and a delivery that stands still both end with a restart. Returns the way to stop.
 */
export function feedWatchdog({ status, watchdogMs, notify, clock, log }: WatchdogParts): () => void {
  const moves = watchQueue();
  let deaf = false;
  let still = false;
  const feed = async () => {
    const { delivery, journal } = status();
    const moving = moves({ ...delivery, ...journal }, clock.monotonicMs());
    if (!moving && !still) log.error('the delivery stands still', { pending: journal.pending });
    still = !moving;
    if (watchdogMs === undefined || !moving) return;
    const failed = await notify('WATCHDOG=1', `STATUS=${statusLine(status())}`);
    if (failed !== undefined && !deaf) log.warn('the service manager does not hear', { because: failed });
    deaf = failed !== undefined;
  };
  const timer = setInterval(() => void feed(), watchdogMs === undefined ? LOOK_MS : watchdogMs / FEEDS_PER_PERIOD);
  return () => clearInterval(timer);
}

/** What `systemctl status` shows: short, and without a name. */
function statusLine({ delivery, journal, machines }: AgentStatus): string {
  const ready = machines.filter((machine) => machine.ready).length;
  return `${delivery.link}, ${journal.pending} waiting, ${ready} of ${machines.length} machines ready`;
}
