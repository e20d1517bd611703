import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestServer } from '../postgres/test-server.ts';
import { createChildPool } from './children/child-pool.ts';
import { type CloudHost, openCloudHost } from './cloud-host.ts';
import { KINDS, type Kind } from './kinds.ts';
import type { Credentials } from './messages.ts';
import { isAgentRule } from './rules.ts';
import { type RunResult, runOnce } from './run.ts';
import { createTally, type Tally } from './tally.ts';

/** What all runs of one process share. */
export interface Ground {
  readonly server: TestServer;
  readonly template: string;
  readonly credentials: Credentials;
  readonly folder: string;
  readonly agentFile: string;
  readonly cloudFile: string;
  readonly secretsFile: string;
  /** Library that watches the disk; undefined where no C compiler was found. */
  readonly preload: string | undefined;
  /** No small disk may be mounted here: a full one is played. */
  readonly playFull: boolean;
}

export interface SuiteOptions {
  readonly seed: number;
  readonly runs: number;
  /** First run, to repeat one alone. */
  readonly from: number;
  readonly wanted: readonly Kind[];
  readonly withoutRule: string | undefined;
  readonly jobs: number;
  /** Ends the suite at the first broken invariant. */
  readonly untilRed: boolean;
  readonly onRun: (result: RunResult) => void;
}

export interface SuiteResult {
  readonly tally: Tally;
  readonly broken: readonly RunResult[];
}

/** Runs faults in lanes: each lane has a cloud of its own, the agents' processes come from one pool per lane. */
export async function runSuite(ground: Ground, options: SuiteOptions): Promise<SuiteResult> {
  const tally = createTally();
  const broken: RunResult[] = [];
  let next = options.from;
  const end = options.from + options.runs;
  const lane = async (no: number): Promise<void> => {
    const folder = join(ground.folder, `lane-${no}`);
    mkdirSync(folder, { recursive: true });
    const pool = createChildPool({
      file: ground.agentFile,
      folder: join(folder, 'agents'),
      preload: ground.preload,
      playFull: ground.playFull,
      spare: 2,
    });
    const cloud = await openCloud(ground, options, () => tally.add('API crashes', 1));
    try {
      while (next < end && !(options.untilRed && broken.length > 0)) {
        const run = next;
        next += 1;
        const result = await runOnce({
          seed: options.seed,
          run,
          wanted: options.wanted,
          cloud,
          pool,
          folder: join(folder, `run-${run}`),
          credentials: ground.credentials,
          withoutRules: agentRules(options.withoutRule),
          tally,
        });
        if (result.violations.length > 0) broken.push(result);
        options.onRun(result);
      }
    } finally {
      await cloud.close();
      await pool.close();
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, (_, no) => lane(no)));
  return { tally, broken };
}

function openCloud(ground: Ground, options: SuiteOptions, onCrash: () => void): Promise<CloudHost> {
  return openCloudHost({
    server: ground.server,
    template: ground.template,
    childFile: ground.cloudFile,
    secretsFile: ground.secretsFile,
    withoutRules: cloudRules(options.withoutRule),
    onCrash,
  });
}

const agentRules = (rule: string | undefined): readonly string[] =>
  rule !== undefined && isAgentRule(rule) ? [rule] : [];
const cloudRules = (rule: string | undefined): readonly string[] =>
  rule !== undefined && !isAgentRule(rule) ? [rule] : [];

export const ALL_KINDS: readonly Kind[] = KINDS;
