import { OPEN_EVERY_MS } from '@tillbridge/shared/sync';
import { backOffMs } from './back-off.ts';
import { type Judgement, leaving, reopening, type SentBatch } from './judge.ts';
import { judgeAgainRefused } from './judge-again.ts';
import type { DeliveryState } from './state.ts';

/** What came instead of what was asked for. `unanswered`: timeout, cut, or an error that says nothing about custody. */
export type Refusal =
  | { readonly refusal: 'unanswered' }
  | { readonly refusal: 'status'; readonly status: number; readonly code: string; readonly retryAfterMs?: number };

export type Asked =
  | { readonly ask: 'token' | 'open' | 'again' }
  | { readonly ask: 'batch'; readonly batch: SentBatch; readonly lines: number }
  | { readonly ask: 'upload'; readonly hash: string };

/** Waits of the delivery, in milliseconds; a harness shortens them, the product does not. */
export interface Waits {
  readonly backOffMaxMs: number;
  readonly refusedMs: number;
}

/** An alarm-worthy refusal is tried again this often: longer would park the shop, shorter would hammer. */
export const REFUSED_EVERY_MS = OPEN_EVERY_MS;
/** A single fact must be refused so often before it is taken for the culprit. */
const STRIKES = 2;

/** Every answer that is not the one asked for. Pure: the chance of the jitter comes in. */
export function judgeRefusal(
  state: DeliveryState,
  asked: Asked,
  said: Refusal,
  random: number,
  waits: Waits,
): Judgement {
  const dropped = asked.ask === 'again' ? judgeAgainRefused(state, said) : undefined;
  if (dropped !== undefined) return dropped;
  if (said.refusal === 'unanswered') return failed(state, 'delivery.offline', 'offline', random, waits);
  const { status, code, retryAfterMs } = said;
  if (status === 401 || status === 403) return unwelcome(state, asked, code, waits);
  if (status === 429 || status === 503) return busy(state, retryAfterMs, random, waits);
  if (status >= 500) return failed(state, code, 'offline', random, waits);
  if (asked.ask === 'batch') return batchRefused(state, asked, status, code, random, waits);
  if (status === 409) return slowed(reopening(state, code), random, waits);
  if (asked.ask === 'upload') return uploadRefused(state, asked.hash, code);
  if (asked.ask === 'open' && !state.ownEpochsOnly)
    return { state: { ...state, ownEpochsOnly: true, lastFault: code }, acts: [], waitMs: 0 };
  // A question that is malformed for this cloud: nothing here can mend it, so the shop records and asks rarely.
  return { state: { ...state, opened: false, link: 'refused', lastFault: code }, acts: [], waitMs: waits.refusedMs };
}

/** Opens that follow each other without a receipt come slower and slower; the first follows at once. */
export function slowed(judgement: Judgement, random: number, waits: Waits): Judgement {
  const { refusals } = judgement.state;
  return refusals <= 1
    ? judgement
    : { ...judgement, waitMs: Math.max(judgement.waitMs, backOffMs(refusals - 1, random, waits.backOffMaxMs)) };
}

function batchRefused(
  state: DeliveryState,
  { batch, lines }: { readonly batch: SentBatch; readonly lines: number },
  status: number,
  code: string,
  random: number,
  waits: Waits,
): Judgement {
  if (status === 409) {
    if (code === 'sync.fork' && !batch.tail) return slowed(leaving(state, [], 'fork'), random, waits);
    return slowed(reopening(state, code), random, waits);
  }
  if (status !== 400 && status !== 413 && status !== 422) return failed(state, code, 'refused', random, waits);
  if (lines > 1)
    return {
      state: { ...state, linesCap: Math.max(1, Math.floor(lines / 2)), strikes: 0, lastFault: code },
      acts: [],
      waitMs: 0,
    };
  if (lines === 0 || code === 'sync.envelope')
    return { state: { ...state, opened: false, link: 'refused', lastFault: code }, acts: [], waitMs: waits.refusedMs };
  if (state.strikes + 1 < STRIKES)
    return { state: { ...state, strikes: state.strikes + 1, lastFault: code }, acts: [], waitMs: 0 };
  const culprits = [...state.culprits, { epoch: batch.epoch, sequence: batch.to }];
  return { state: { ...state, culprits, strikes: 0, lastFault: 'delivery.salvaged' }, acts: [], waitMs: 0 };
}

/** A token can be old: one new one is fetched at once. After that the agent is not wanted, and says so. */
function unwelcome(state: DeliveryState, asked: Asked, code: string, waits: Waits): Judgement {
  if (asked.ask !== 'token' && !state.tokenRenewed)
    return { state: { ...state, tokenRenewed: true, lastFault: code }, acts: [], waitMs: 0 };
  const next: DeliveryState = { ...state, opened: false, tokenRenewed: false, link: 'refused', lastFault: code };
  return { state: next, acts: [], waitMs: waits.refusedMs };
}

function busy(state: DeliveryState, retryAfterMs: number | undefined, random: number, waits: Waits): Judgement {
  const failures = state.failures + 1;
  const waitMs =
    retryAfterMs === undefined
      ? backOffMs(failures, random, waits.backOffMaxMs)
      : Math.min(retryAfterMs, waits.refusedMs);
  return { state: { ...state, failures, lastFault: 'delivery.busy' }, acts: [], waitMs };
}

function failed(
  state: DeliveryState,
  code: string,
  link: 'offline' | 'refused',
  random: number,
  waits: Waits,
): Judgement {
  const failures = state.failures + 1;
  return {
    state: { ...state, failures, link, lastFault: code },
    acts: [],
    waitMs: backOffMs(failures, random, waits.backOffMaxMs),
  };
}

/** A file that is refused for good waits for the next open, so that it holds nothing else up. */
function uploadRefused(state: DeliveryState, hash: string, code: string): Judgement {
  const uploads = state.uploads.filter((upload) => upload.hash !== hash);
  const filesFirst = state.filesFirst && uploads.length > 0;
  return { state: { ...state, uploads, filesFirst, lastFault: code }, acts: [], waitMs: 0 };
}
