import { Problem, Unreachable } from '../api/problem.ts';
import type { Outcome } from '../api/wire.ts';
import type { Intent } from './intents.ts';

/** How an intent ended for this screen. `refused` is certain: nothing was begun. */
export type Performed =
  | { readonly end: 'outcome'; readonly outcome: Outcome }
  | { readonly end: 'refused'; readonly problem: Problem }
  /** Nobody here can say whether it was done: it must not be done again. */
  | { readonly end: 'unsure'; readonly problem: Problem };

/** What the screen shows while the answer is not there. */
export type Waiting = 'asking' | 'no-answer' | 'signed-out' | 'comparing';

export interface PerformParts {
  readonly intent: Intent;
  /** Asks once, always with the intent's own key; `onlyRecorded`: what became of it, beginning nothing. */
  readonly ask: (intent: Intent, onlyRecorded: boolean) => Promise<Outcome>;
  readonly pause: (ms: number) => Promise<void>;
  /** Resolves when somebody is signed in again. */
  readonly signedIn: () => Promise<void>;
  readonly onWaiting: (waiting: Waiting) => void;
  /** True when this key was sent before, by this window or by the one before the reload. */
  readonly wasSent: boolean;
}

const AGAIN_FIRST_MS = 400;
const AGAIN_MOST_MS = 4_000;

/**
 * Asks until the outcome is known, and only ever with the same key: the agent answers a key it knows with what is
 * recorded, so that asking again moves nothing. Before anything was sent a refusal is certain; after a request without
 * an answer only an answer is, and from then on it is only asked what became of it: a payout must not begin when whoever
 * was to get it has left.
 */
export async function perform(parts: PerformParts): Promise<Performed> {
  const { intent, ask, pause, signedIn, onWaiting } = parts;
  let uncertain = parts.wasSent;
  let waitMs = AGAIN_FIRST_MS;
  for (;;) {
    onWaiting(uncertain ? 'no-answer' : 'asking');
    try {
      return { end: 'outcome', outcome: await ask(intent, uncertain) };
    } catch (error) {
      if (error instanceof Problem) {
        const next = judge(error, uncertain);
        if (next === 'refused') return { end: 'refused', problem: error };
        if (next === 'unsure') return { end: 'unsure', problem: error };
        onWaiting(next);
        if (next === 'signed-out') {
          await signedIn();
          continue;
        }
        uncertain = true;
      } else if (error instanceof Unreachable) {
        uncertain = true;
        onWaiting('no-answer');
      } else throw error;
    }
    await pause(waitMs);
    waitMs = Math.min(waitMs * 2, AGAIN_MOST_MS);
  }
}

/** What a refusal means for money: nothing begun, nobody can say, or ask again. */
function judge({ code, status }: Problem, uncertain: boolean): 'refused' | 'unsure' | Waiting {
  if (code === 'counter.outcome-gone') return 'unsure';
  if (code === 'local.signed-out' || code === 'local.token') return 'signed-out';
  if (!uncertain) return status >= 500 && !BEFORE_BEGUN.includes(code) ? 'no-answer' : 'refused';
  if (code === 'counter.reconciling') return 'comparing';
  // Another person may not ask for it; whoever may will hear what became of it.
  if (code === 'local.forbidden') return 'signed-out';
  if (BEFORE_BEGUN.includes(code)) return 'refused';
  return status >= 500 ? 'no-answer' : 'unsure';
}

/** The counter knows the keys of what it began, so that with these answers this key was certainly not begun. */
const BEFORE_BEGUN = [
  'counter.not-begun',
  'counter.withdrawn',
  'counter.busy',
  'counter.machine-offline',
  'counter.machine-unknown',
  'counter.not-recorded',
  'local.approval',
  'local.approval-needed',
];
