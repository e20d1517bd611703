import { type AgentCommand, COMMAND_WAIT_MS, CommandAnswerSchema } from '@tillbridge/shared/agent-commands';
import { UuidSchema } from '@tillbridge/shared/ids';
import { Type } from 'typebox';
import type { Clock } from '../clock.ts';
import { type CloudLine, question } from '../delivery/ask-cloud.ts';
import { BACK_OFF_MAX_MS, backOffMs } from '../delivery/back-off.ts';
import { type CloudFetch, keptConnection } from '../delivery/cloud-fetch.ts';
import type { AgentCredentials } from '../delivery/credentials.ts';
import { REFUSED_EVERY_MS } from '../delivery/judge-refusal.ts';
import { openPause } from '../delivery/pause.ts';
import { keepToken } from '../delivery/token.ts';
import type { Log } from '../log.ts';
import { type Carrying, carryOut } from './carry-out.ts';
import type { AskAgain } from './send-bundle.ts';

/** Longer than the cloud holds a question open. */
const ANSWER_WITHIN_MS = COMMAND_WAIT_MS + 15_000;
/** A cloud or a proxy that does not hold questions open is asked this often. */
const UNHELD_MS = 30_000;
const HELD_MS = 1_000;
/** A rotation that did not help is not asked for again at once. */
const ROTATE_AGAIN_MS = 3_600_000;

export interface CommandLineParts {
  readonly cloudUrl: string;
  readonly credentials: AgentCredentials;
  readonly clock: Clock;
  readonly log: Log;
  /** Made with the way to ask the cloud on this line, which some acts need. */
  readonly carrying: (ask: AskAgain) => Carrying;
  /** The key has become old. */
  readonly rotate: (ask: AskAgain) => Promise<void>;
  readonly fetch?: CloudFetch;
  /** In [0, 1), for the spread. */
  readonly random?: () => number;
}

export interface CommandLine {
  stop(): Promise<void>;
}

const askNext = question(CommandAnswerSchema);
const askAnswered = question(Type.Object({ id: UuidSchema }));

/** Asks the cloud for commands for as long as it runs: one question held open, on a line of its own beside the delivery. */
export function startCommandLine(parts: CommandLineParts): CommandLine {
  const { credentials, clock, log, random = Math.random } = parts;
  const stopping = new AbortController();
  const pause = openPause();
  const kept = parts.fetch === undefined ? keptConnection() : undefined;
  const fetch = parts.fetch ?? kept?.fetch ?? unreachable;
  const url = parts.cloudUrl.replace(/\/+$/, '');
  const line: CloudLine = { url, fetch, answerWithinMs: ANSWER_WITHIN_MS, stopped: stopping.signal };
  const tokens = keepToken(line, credentials, clock);
  const ask: AskAgain = async (asked, request) => {
    const token = await tokens.token();
    if ('refused' in token) return token;
    const answer = await asked(line, { ...request, headers: headersOf(token.value, request.body !== undefined) });
    if ('refused' in answer && 'status' in answer.refused && answer.refused.status === 401) tokens.forget();
    return answer;
  };
  const carrying = parts.carrying(ask);
  let failures = 0;
  let rotateNotBefore = Number.NEGATIVE_INFINITY;

  /** How long to wait before the next question. */
  async function turn(): Promise<number> {
    const askedAt = clock.monotonicMs();
    const answer = await ask(askNext, { method: 'GET', path: '/v1/agent/command?wait=yes' });
    if ('refused' in answer) {
      failures += 1;
      const { refused } = answer;
      // A key that is dead, not confirmed or not allowed this, or a cloud without commands: seldom.
      if ('status' in refused && refused.status >= 400 && refused.status < 429 && failures > 1) return REFUSED_EVERY_MS;
      return Math.max(1, backOffMs(failures, random(), BACK_OFF_MAX_MS));
    }
    failures = 0;
    if (answer.value.rotateKey === true && askedAt >= rotateNotBefore) {
      rotateNotBefore = askedAt + ROTATE_AGAIN_MS;
      await parts.rotate(ask);
      tokens.forget();
      return 0;
    }
    const { command, serverTime } = answer.value;
    if (command !== undefined) return obey(command, serverTime);
    return clock.monotonicMs() - askedAt >= HELD_MS ? 0 : UNHELD_MS;
  }

  async function obey(command: AgentCommand, serverTime: string): Promise<number> {
    const { outcome, afterwards } = await carryOut(carrying, command, serverTime);
    log.info('command answered', { kind: command.kind, code: outcome.code });
    // Without an answer the cloud offers it again, and it is answered from memory.
    const path = `/v1/agent/commands/${command.id}/answer`;
    const heard = await ask(askAnswered, { method: 'POST', path, body: JSON.stringify(outcome) });
    afterwards?.();
    if (command.kind === 'key.rotate') tokens.forget();
    if (!('refused' in heard)) return 0;
    failures += 1;
    return Math.max(1, backOffMs(failures, random(), BACK_OFF_MAX_MS));
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      let waitMs: number;
      try {
        waitMs = await turn();
      } catch (error) {
        log.error('a command could not be heard', { error });
        waitMs = BACK_OFF_MAX_MS;
      }
      if (waitMs > 0) await pause.wait(waitMs, false);
    }
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      pause.end();
      await running;
      await kept?.close();
    },
  };
}

function headersOf(token: string, withBody: boolean): Record<string, string> {
  return { authorization: `Bearer ${token}`, ...(withBody ? { 'content-type': 'application/json' } : {}) };
}

const unreachable: CloudFetch = () => Promise.reject(new Error('no way to the cloud'));
