import type { Agent } from '../agent.ts';
import type { Clock } from '../clock.ts';
import { instant } from '../clock.ts';
import type { Home } from '../config/home.ts';
import type { Log } from '../log.ts';
import type { Installation } from './installation.ts';
import type { Health } from './judge-trial.ts';
import { keepUpdated } from './keep-updated.ts';
import { isIdle, watchForWish } from './take-turn.ts';
import type { UpdateSettings } from './update-settings.ts';

const TELL_MS = 1_000;

export interface AttendParts {
  readonly home: Home;
  readonly agent: Agent;
  readonly settings: UpdateSettings;
  readonly installation: Installation;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  readonly log: Log;
  readonly tellLauncher: ((health: Health) => void) | undefined;
}

export interface Attended {
  /** Resolves once the agent has ended for another version. */
  readonly turned: Promise<'turned'>;
  stop(): Promise<void>;
}

/** What a running agent does about versions: tells the launcher how it is, hands over when it is asked to, looks for new ones. */
export function attendUpdates(parts: AttendParts): Attended {
  const { agent, settings, clock, tellLauncher } = parts;
  const tell = tellLauncher && setInterval(() => tellLauncher(healthOf(agent)), TELL_MS);
  let stopLooking: () => void = () => undefined;
  const turned = new Promise<'turned'>((resolve, reject) => {
    const onTurn = (stopped: Promise<void>) => void stopped.then(() => resolve('turned'), reject);
    const now = () => instant(clock.nowMs());
    stopLooking = watchForWish({ ...parts, windowMs: settings.windowMs, now, onTurn });
  });
  const updating = settings.automatic ? keepUpdated({ ...parts, isIdle: () => isIdle(agent) }) : undefined;
  return {
    turned,
    async stop() {
      clearInterval(tell);
      stopLooking();
      await updating?.stop();
    },
  };
}

function healthOf(agent: Agent): Health {
  const { delivery, machines } = agent.status();
  const reached = machines.filter(({ state }) => state !== 'offline' && state !== 'unknown').map(({ id }) => id);
  return { delivered: delivery.lastReceiptAt !== undefined, reached, idle: isIdle(agent) };
}
