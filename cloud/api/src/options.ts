import type { Database } from '@tillbridge/core/db/client';
import type { CloudRules } from '@tillbridge/core/ingest/rules';
import type { Places } from '@tillbridge/core/store/read-places';
import type { KeyMode } from '@tillbridge/shared/agent-key-text';
import type { FastifyBaseLogger } from 'fastify';
import type { Registry } from 'prom-client';
import type { RateLimits } from './access/rate-limit.ts';
import type { ApiSecrets } from './config.ts';

/** Everything the API stands on; made by the process, so that tests make it differently. */
export interface ApiOptions {
  readonly database: Database;
  /** For the connections that listen; straight to Postgres where a pooler lies in between. */
  readonly databaseUrl: string;
  /** Where people and agents reach us, such as `https://till.example`. */
  readonly publicOrigin: string;
  readonly secrets: ApiSecrets;
  readonly keyMode: KeyMode;
  readonly revocationsFile: string;
  /** Internal origin of the dashboard; without it only the API answers. */
  readonly dashboardUrl?: string;
  /** Folder of signed releases of the agent; without it no shop finds one here. */
  readonly releasesDir?: string;
  /** Address of the reverse proxy whose forwarding headers are believed. */
  readonly trustProxy?: string;
  /** What lies outside the database; left out: nowhere. */
  readonly places?: Places;
  /** Whole months beside the running one that the archive leaves online; as the worker has it. */
  readonly onlineMonths?: number;
  readonly logger?: FastifyBaseLogger;
  readonly registry?: Registry;
  /** How long a question for commands is held open; left out, what the house holds right. */
  readonly commandWaitMs?: number;
  /** Requests a minute of one principal; left out, what the house holds right. */
  readonly rateLimits?: Partial<RateLimits>;
  /** Rules of custody; only a harness that must see itself go red passes any. */
  readonly rules?: CloudRules;
}
