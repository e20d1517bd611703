import {
  type ConfigurationAnswer,
  ConfigurationAnswerSchema,
  type ConfigurationName,
} from '@tillbridge/shared/configuration';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { ANSWER_WITHIN_MS, question } from './ask-cloud.ts';
import { BACK_OFF_MAX_MS, backOffMs } from './back-off.ts';
import { type CloudFetch, keptConnection } from './cloud-fetch.ts';
import type { AgentCredentials } from './credentials.ts';
import { REFUSED_EVERY_MS } from './judge-refusal.ts';
import { openPause } from './pause.ts';
import type { Heard } from './status.ts';
import { keepToken } from './token.ts';

/** Answers to opens and batches tell of a change; a shop that sends nothing for so long, and a half more, asks by itself. */
export const PULL_EVERY_MS = 120_000;
const SPREAD = 0.5;

export interface PullOptions {
  readonly cloudUrl: string;
  readonly credentials: AgentCredentials;
  readonly clock: Clock;
  readonly log: Log;
  /** What the shop applies now; undefined before the first pull. */
  readonly have: () => ConfigurationName | undefined;
  /** Takes an answer; false when nothing changed. */
  readonly apply: (answer: ConfigurationAnswer) => boolean;
  readonly fetch?: CloudFetch;
  /** In [0, 1), for the spread. */
  readonly random?: () => number;
}

export interface ConfigurationPull {
  /** The cloud named its newest configuration: one that this shop does not apply is pulled at once. */
  heard(said: Heard): void;
  /** Pulls now. */
  wake(): void;
  stop(): Promise<void>;
}

const ask = question(ConfigurationAnswerSchema);

/** Pulls the configuration for as long as it runs: at start, then every few minutes, at a time of each shop's own. */
export function startConfigurationPull(options: PullOptions): ConfigurationPull {
  const { credentials, clock, log, random = Math.random } = options;
  const stopping = new AbortController();
  const pause = openPause();
  const kept = options.fetch === undefined ? keptConnection() : undefined;
  const fetch = options.fetch ?? kept?.fetch ?? unreachable;
  const url = options.cloudUrl.replace(/\/+$/, '');
  const line = { url, fetch, answerWithinMs: ANSWER_WITHIN_MS, stopped: stopping.signal };
  const tokens = keepToken(line, credentials, clock);
  let failures = 0;
  let tokenRenewed = false;
  /** The last pull found nothing new; a back-off is never cut short. */
  let resting = false;

  /** How long to wait before the next pull; 0 when a change was taken, so that the cloud hears of it at once. */
  async function pull(): Promise<number> {
    const token = await tokens.token();
    if ('refused' in token) return refused(token.refused);
    const answer = await ask(line, {
      method: 'GET',
      path: pathFor(options.have()),
      headers: { authorization: `Bearer ${token.value}` },
    });
    if ('refused' in answer) return refused(answer.refused);
    failures = 0;
    tokenRenewed = false;
    if (!options.apply(answer.value)) {
      resting = true;
      return PULL_EVERY_MS * (1 + SPREAD * random());
    }
    log.info('configuration applied', { version: answer.value.version });
    return 0;
  }

  function refused(said: { readonly refusal: string; readonly status?: number }): number {
    if (said.status === 401 || said.status === 403) {
      tokens.forget();
      if (tokenRenewed) return REFUSED_EVERY_MS;
      tokenRenewed = true;
    }
    failures += 1;
    return Math.max(1, backOffMs(failures, random(), BACK_OFF_MAX_MS));
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      let waitMs: number;
      resting = false;
      try {
        waitMs = await pull();
      } catch (error) {
        log.error('configuration not applied', { error });
        waitMs = BACK_OFF_MAX_MS;
      }
      if (waitMs > 0) await pause.wait(waitMs, true);
    }
  }

  const running = run();
  return {
    heard({ configuration, incarnation }) {
      if (configuration === undefined || !resting) return;
      const have = options.have();
      // An answer may be older than the last pull: only what is newer is news.
      if (have?.incarnation !== incarnation || configuration > have.version) pause.wake();
    },
    wake: () => pause.wake(),
    async stop() {
      stopping.abort();
      pause.end();
      await running;
      await kept?.close();
    },
  };
}

function pathFor(have: ConfigurationName | undefined): string {
  const query = have === undefined ? '' : `?have=${have.version}&incarnation=${have.incarnation}`;
  return `/v1/agent/configuration${query}`;
}

const unreachable: CloudFetch = () => Promise.reject(new Error('no way to the cloud'));
