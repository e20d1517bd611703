import { OPEN_EVERY_MS } from '@tillbridge/shared/sync';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import type { Log } from '../log.ts';
import { ANSWER_WITHIN_MS } from './ask-cloud.ts';
import { BACK_OFF_MAX_MS } from './back-off.ts';
import { type CloudFetch, keptConnection } from './cloud-fetch.ts';
import { Courier } from './courier.ts';
import type { CourierWaits } from './courier-parts.ts';
import type { AgentCredentials } from './credentials.ts';
import { REFUSED_EVERY_MS } from './judge-refusal.ts';
import { type AgentRules, ALL_RULES } from './rules.ts';
import type { DeliveryStatus, Heard } from './status.ts';

export type { AgentCredentials } from './credentials.ts';
export type { DeliveryStatus } from './status.ts';

export interface DeliveryOptions {
  readonly journal: Journal;
  /** Origin of the cloud, without a path. */
  readonly cloudUrl: string;
  readonly credentials: AgentCredentials;
  readonly software: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly fetch?: CloudFetch;
  readonly rules?: AgentRules;
  /** Shorter waits, for a harness that lives through months in minutes. */
  readonly waits?: Partial<CourierWaits>;
  /** In [0, 1), for the jitter. */
  readonly random?: () => number;
  /** Told what each answer says beside custody. */
  readonly heard?: (said: Heard) => void;
}

export interface Delivery {
  status(): DeliveryStatus;
  /** Asks at once; `mended` also after a refusal, because what was refused is another now. */
  wake(mended?: boolean): void;
  /** Ends after the request in flight was given up; nothing is lost by that. */
  stop(): Promise<void>;
}

const PRODUCT_WAITS: CourierWaits = {
  openEveryMs: OPEN_EVERY_MS,
  backOffMaxMs: BACK_OFF_MAX_MS,
  refusedMs: REFUSED_EVERY_MS,
  answerWithinMs: ANSWER_WITHIN_MS,
};

/** Brings the facts of a journal to the cloud for as long as it runs: one request in flight, whatever comes back. */
export function startDelivery(options: DeliveryOptions): Delivery {
  const { journal, fetch, rules = ALL_RULES, random = Math.random, heard = () => undefined } = options;
  const kept = fetch === undefined ? keptConnection() : undefined;
  const courier = new Courier({
    ...options,
    fetch: fetch ?? kept?.fetch ?? missingFetch,
    rules,
    random,
    heard,
    waits: { ...PRODUCT_WAITS, ...options.waits },
  });
  const deaf = journal.onAppend(() => courier.wake());
  const running = courier.run();
  return {
    status: () => courier.status(),
    wake: (mended) => courier.wake(mended),
    async stop() {
      deaf();
      courier.stop();
      await running;
      await kept?.close();
    },
  };
}

const missingFetch: CloudFetch = () => Promise.reject(new Error('no way to the cloud'));
