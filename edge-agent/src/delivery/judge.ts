import { BATCH_BYTES_MAX, BATCH_LINES_MAX, type OpenAnswer, type Receipt } from '@tillbridge/shared/sync';
import type { EpochView, LeaveReason } from '../journal/journal.ts';
import { againOf } from './judge-again.ts';
import type { AgentRules } from './rules.ts';
import type { DeliveryState, Exhausted, SentLine, Tail, Upload } from './state.ts';

/** The journal as the judge needs it: what our own chain says. */
export interface OwnChain {
  live(): EpochView;
  epochs(): readonly EpochView[];
  hashAt(epoch: string, sequence: number): string | undefined;
  files(): readonly { readonly hash: string; readonly bytes: number }[];
}

/** What must be done to the journal before anything else is sent. */
export type Act =
  | { readonly act: 'remember'; readonly incarnation: string }
  | { readonly act: 'acknowledge'; readonly epoch: string; readonly sequence: number; readonly hash: string }
  | { readonly act: 'hold'; readonly epoch: string; readonly held: boolean }
  | { readonly act: 'leave'; readonly reason: LeaveReason };

export interface Judgement {
  readonly state: DeliveryState;
  readonly acts: readonly Act[];
  /** Nothing is sent before so many milliseconds have passed. */
  readonly waitMs: number;
}

/** A batch that was sent, as far as its answer needs it. */
export interface SentBatch {
  readonly epoch: string;
  readonly tail: boolean;
  readonly from: number;
  readonly to: number;
  readonly toHash: string;
  /** Places sent as damaged. */
  readonly damaged: readonly number[];
  /** Its last line, by the hash of its bytes as sent; undefined when it has none. */
  readonly lastLine: SentLine | undefined;
}

/** Opens until an exhausted epoch is sent again: the cloud may have lost without a word what it had answered. */
const EXHAUSTED_OPENS = 12;

/** The answer to an open: the live epoch first, then what the cloud wants of the others. */
export function judgeOpen(state: DeliveryState, answer: OpenAnswer, own: OwnChain, rules: AgentRules): Judgement {
  const live = own.live();
  const acts: Act[] = [{ act: 'remember', incarnation: answer.incarnation }];
  const tails: Tail[] = [];
  const exhausted = answer.incarnation === state.incarnation ? rested(state.exhausted) : [];
  let stays = false;
  for (const said of answer.epochs) {
    if (said.epoch === live.epoch) {
      stays = true;
      if (said.verdict === 'superseded') return leaving(state, acts, 'superseded');
      const doubt = doubtAt(said.highWater, said.highWaterHash, live, own, rules);
      if (doubt !== undefined) return leaving(state, acts, doubt);
      acts.push({ act: 'acknowledge', epoch: live.epoch, sequence: said.highWater, hash: said.highWaterHash });
      continue;
    }
    const left = own.epochs().find((view) => view.epoch === said.epoch);
    if (left === undefined || (said.verdict === 'wanted' && exhausted.some(({ epoch }) => epoch === left.epoch)))
      continue;
    acts.push({ act: 'hold', epoch: left.epoch, held: said.verdict === 'held' });
    if (said.verdict !== 'wanted' || !rules.tailOfLeftEpochs) continue;
    const under = answer.incarnation === state.incarnation ? state.tails : [];
    tails.push(goOn(under, tailOf(left, said.highWater, said.highWaterHash, own)));
  }
  if (!stays) return reopening({ ...state, link: 'connected' }, 'sync.reopen');
  const next: DeliveryState = {
    ...state,
    opened: true,
    incarnation: answer.incarnation,
    limits: limitsOf(answer),
    tails,
    exhausted,
    uploads: uploadsOf(answer, own),
    again: againOf(answer, own),
    failures: 0,
    tokenRenewed: false,
    link: 'connected',
    lastFault: undefined,
  };
  return { state: next, acts, waitMs: answer.retryAfterMs ?? 0 };
}

/** The answer 200 to a batch: custody, where our own chain agrees. */
export function judgeReceipt(
  state: DeliveryState,
  sent: SentBatch,
  receipt: Receipt,
  own: OwnChain,
  rules: AgentRules,
): Judgement {
  const heard: DeliveryState = {
    ...state,
    // A place that is covered needs no exception any more.
    culprits: state.culprits.filter(({ epoch, sequence }) => epoch !== sent.epoch || sequence > receipt.highWater),
    failures: 0,
    tokenRenewed: false,
    link: 'connected',
    lastFault: undefined,
  };
  if (receipt.incarnation !== state.incarnation) return reopening(heard, 'sync.reopen');
  if (sent.tail) return judgeTail(heard, sent, receipt);
  const live = own.live();
  if (sent.epoch !== live.epoch) return { state: heard, acts: [], waitMs: 0 };
  const doubt = doubtAt(receipt.highWater, receipt.highWaterHash, live, own, rules);
  if (doubt !== undefined) return leaving(heard, [], doubt);
  const acts: Act[] = [
    { act: 'acknowledge', epoch: live.epoch, sequence: receipt.highWater, hash: receipt.highWaterHash },
  ];
  // A receipt never takes back what an earlier one gave: only an open can say that the cloud went back.
  if (receipt.highWater < sent.to) return reopening(heard, 'sync.gap');
  return { state: relaxed(heard), acts, waitMs: receipt.retryAfterMs ?? 0 };
}

/** A piece of a file is stored up to `heldTo`. */
export function judgeUpload(state: DeliveryState, hash: string, heldTo: number): Judgement {
  const uploads = state.uploads
    .map((upload): Upload => (upload.hash === hash ? { ...upload, heldTo } : upload))
    .filter((upload) => upload.heldTo < upload.bytes);
  const filesFirst = state.filesFirst && uploads.length > 0;
  const next: DeliveryState = {
    ...state,
    uploads,
    filesFirst,
    failures: 0,
    tokenRenewed: false,
    link: 'connected',
    lastFault: undefined,
  };
  return { state: next, acts: [], waitMs: 0 };
}

/** Nothing more of a left epoch is here: what was is in custody, and is not sent again at every open. */
export function judgeExhausted(state: DeliveryState, epoch: string): Judgement {
  const tails = state.tails.filter((tail) => tail.epoch !== epoch);
  const next: DeliveryState = {
    ...state,
    tails,
    exhausted: [...state.exhausted, { epoch, opensLeft: EXHAUSTED_OPENS }],
  };
  return { state: next, acts: [{ act: 'hold', epoch, held: true }], waitMs: 0 };
}

/** Opens again before anything else. The first time at once; without a receipt in between it backs off like a failure. */
export function reopening(state: DeliveryState, fault: string): Judgement {
  const next: DeliveryState = { ...state, opened: false, tails: [], refusals: state.refusals + 1, lastFault: fault };
  return { state: next, acts: [], waitMs: 0 };
}

/** Ends the epoch; the open that follows names the new one. */
export function leaving(state: DeliveryState, acts: readonly Act[], reason: LeaveReason): Judgement {
  const next: DeliveryState = {
    ...state,
    opened: false,
    tails: [],
    refusals: state.refusals + 1,
    lastFault: 'journal.left',
  };
  return { state: next, acts: [...acts, { act: 'leave', reason }], waitMs: 0 };
}

/** ◆ A high water is believed only where our own chain has the same hash. */
function doubtAt(
  highWater: number,
  hash: string,
  live: EpochView,
  own: OwnChain,
  rules: AgentRules,
): 'rolled_back' | 'fork' | undefined {
  if (!rules.believeOwnHashOnly) return undefined;
  if (highWater > live.last) return 'rolled_back';
  return own.hashAt(live.epoch, highWater) === hash ? undefined : 'fork';
}

function judgeTail(state: DeliveryState, sent: SentBatch, receipt: Receipt): Judgement {
  if (receipt.highWater !== sent.to || receipt.highWaterHash !== sent.toHash) return reopening(state, 'sync.gap');
  // Set aside as damaged although it was sound when it left: altered on the way, so the true bytes go again.
  const isAltered = receipt.quarantined.some(
    ({ sequence, code }) => code === 'fact.damaged' && !sent.damaged.includes(sequence),
  );
  if (isAltered)
    return { state: { ...state, refusals: state.refusals + 1, lastFault: 'fact.damaged' }, acts: [], waitMs: 0 };
  const acts: Act[] = [];
  const tails = state.tails.flatMap((tail): Tail[] => {
    if (tail.epoch !== sent.epoch) return [tail];
    if (sent.to >= tail.last) {
      acts.push({ act: 'hold', epoch: tail.epoch, held: true });
      return [];
    }
    const joinsAt = tail.joinsAt === undefined ? undefined : Math.max(tail.joinsAt, sent.to);
    return [{ ...tail, next: sent.to + 1, joinsAt, after: sent.lastLine ?? tail.after }];
  });
  return { state: { ...relaxed(state), tails }, acts, waitMs: receipt.retryAfterMs ?? 0 };
}

/** From the first byte still here: what the cloud has already it counts as a duplicate, what it lost is filled. */
function tailOf(left: EpochView, highWater: number, hash: string, own: OwnChain): Tail {
  const joins = highWater <= left.last && own.hashAt(left.epoch, highWater) === hash;
  const next = joins ? Math.min(left.prunedTo, highWater) + 1 : left.prunedTo + 1;
  const after = { sequence: 0, hash: left.headerHash };
  return { epoch: left.epoch, next, last: left.last, joinsAt: joins ? highWater : undefined, after };
}

/**
 * A tail that is under way goes on where it is: an open that is merely due must not send it back to its beginning. Where
 * the cloud has lost what went before, it says so to the next batch (`sync.gap`).
 */
function goOn(under: readonly Tail[], tail: Tail): Tail {
  const known = under.find((other) => other.epoch === tail.epoch);
  return known === undefined ? tail : { ...tail, next: Math.max(known.next, tail.next), after: known.after };
}

function rested(exhausted: readonly Exhausted[]): readonly Exhausted[] {
  return exhausted.flatMap(({ epoch, opensLeft }) => (opensLeft > 1 ? [{ epoch, opensLeft: opensLeft - 1 }] : []));
}

function uploadsOf(answer: OpenAnswer, own: OwnChain): readonly Upload[] {
  const heldTo = new Map(answer.files.map((file) => [file.hash, file.heldTo]));
  return own
    .files()
    .map(({ hash, bytes }): Upload => ({ hash, bytes, heldTo: heldTo.get(hash) ?? 0 }))
    .filter((upload) => upload.heldTo < upload.bytes);
}

function limitsOf({ limits }: OpenAnswer): DeliveryState['limits'] {
  const within = (asked: number, longest: number) => Math.max(1, Math.min(asked, longest));
  return { lines: within(limits.batchLines, BATCH_LINES_MAX), bytes: within(limits.batchBytes, BATCH_BYTES_MAX) };
}

function relaxed(state: DeliveryState): DeliveryState {
  return { ...state, refusals: 0, strikes: 0, linesCap: Math.min(state.limits.lines, state.linesCap * 2) };
}
