import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import type { Log } from '../log.ts';
import type { CloudFetch } from './cloud-fetch.ts';
import type { AgentCredentials } from './credentials.ts';
import type { Waits } from './judge-refusal.ts';
import type { AgentRules } from './rules.ts';
import type { Heard } from './status.ts';

export interface CourierWaits extends Waits {
  readonly openEveryMs: number;
  readonly answerWithinMs: number;
}

export interface CourierParts {
  readonly journal: Journal;
  readonly cloudUrl: string;
  readonly credentials: AgentCredentials;
  readonly software: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly fetch: CloudFetch;
  readonly rules: AgentRules;
  readonly waits: CourierWaits;
  readonly random: () => number;
  /** Told of every answer to an open or a batch. */
  readonly heard: (said: Heard) => void;
}
