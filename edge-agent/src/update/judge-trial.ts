import type { BackReason } from '@tillbridge/shared/release';
import type { Trial } from './pointer.ts';

/** What a version on trial says of itself, every second. */
export interface Health {
  /** Facts of this process are in the cloud's custody. */
  readonly delivered: boolean;
  /** Machines that answer it. */
  readonly reached: readonly string[];
  /** No machine is at work and no operation is open. */
  readonly idle: boolean;
}

/** What was heard of a trial so far; times are monotonic milliseconds. */
export interface Watched {
  readonly beganMs: number;
  readonly heardMs: number | undefined;
  readonly health: Health | undefined;
  /** Since when it is everything it must be. */
  readonly soundSinceMs: number | undefined;
}

export type TrialVerdict = 'wait' | 'confirm' | { readonly back: BackReason };

/** Longest time without a word: shorter than the watchdog of the service manager, which would only start it again. */
const SILENCE_MS_MAX = 45_000;
/** Sound for this part of its window before it is believed: some versions die a little later than at once. */
const SETTLED_PART = 1 / 10;
const START_PART = 1 / 2;
/** An operation that is under way at the end of the window holds the way back up for so many windows more. */
const PATIENCE_WINDOWS = 2;

export function beginWatch(nowMs: number): Watched {
  return { beganMs: nowMs, heardMs: undefined, health: undefined, soundSinceMs: undefined };
}

export function hear(watched: Watched, health: Health, trial: Trial, nowMs: number): Watched {
  const sound = isSound(health, trial);
  return { ...watched, heardMs: nowMs, health, soundSinceMs: sound ? (watched.soundSinceMs ?? nowMs) : undefined };
}

/** What becomes of a version that runs. One that has ended is judged by its end, not here. */
export function judgeTrial(watched: Watched, trial: Trial, nowMs: number): TrialVerdict {
  const { windowMs } = trial;
  const { beganMs, heardMs, health, soundSinceMs } = watched;
  const ageMs = nowMs - beganMs;
  if (heardMs === undefined || health === undefined) return ageMs < windowMs * START_PART ? 'wait' : { back: 'silent' };
  if (nowMs - heardMs > Math.min(SILENCE_MS_MAX, windowMs * START_PART)) return { back: 'silent' };
  if (soundSinceMs !== undefined) return nowMs - soundSinceMs >= windowMs * SETTLED_PART ? 'confirm' : 'wait';
  const overdue = ageMs >= windowMs * (1 + PATIENCE_WINDOWS);
  if (ageMs < windowMs || (!health.idle && !overdue)) return 'wait';
  return { back: trial.mustDeliver && !health.delivered ? 'undelivered' : 'unready' };
}

function isSound({ delivered, reached }: Health, { mustDeliver, mustReach }: Trial): boolean {
  return (delivered || !mustDeliver) && mustReach.every((machine) => reached.includes(machine));
}
