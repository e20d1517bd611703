import type { ChildProcess } from 'node:child_process';
import type { BackReason } from '@tillbridge/shared/release';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { beginWatch, type Health, hear, judgeTrial } from '../update/judge-trial.ts';
import type { Trial } from '../update/pointer.ts';

/** How often the version is judged. */
const LOOK_MS = 250;
/** A version that was asked to end ends in three seconds; after this it is ended. */
const KILL_AFTER_MS = 15_000;

const HealthSchema = Type.Object({
  delivered: Type.Boolean(),
  reached: Type.Array(Type.String()),
  idle: Type.Boolean(),
});

export interface TrialParts {
  readonly trial: Trial;
  readonly child: ChildProcess;
  readonly nowMs: () => number;
  /** The version has proved itself and goes on running. */
  readonly onConfirm: () => void;
  /** Resolves with the signal when somebody ends the service. */
  readonly endAsked: Promise<NodeJS.Signals>;
}

export type TrialEnd =
  /** It ended by itself. */
  | { readonly how: 'ended'; readonly confirmed: boolean; readonly code: number | null }
  | { readonly how: 'stopped'; readonly confirmed: boolean }
  | { readonly how: 'back'; readonly reason: BackReason };

/** Watches a version until it has ended: confirms it once, or ends it when it does not prove itself in its window. */
export function runTrial({ trial, child, nowMs, onConfirm, endAsked }: TrialParts): Promise<TrialEnd> {
  let watched = beginWatch(nowMs());
  let confirmed = false;
  let why: { readonly back: BackReason } | 'stopped' | undefined;
  let killer: NodeJS.Timeout | undefined;
  const end = (reason: NonNullable<typeof why>, signal: NodeJS.Signals) => {
    why ??= reason;
    child.kill(signal);
    killer ??= setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
  };
  child.on('message', (message) => {
    if (Value.Check(HealthSchema, message)) watched = hear(watched, message as Health, trial, nowMs());
  });
  const look = setInterval(() => {
    if (confirmed || why !== undefined) return;
    const verdict = judgeTrial(watched, trial, nowMs());
    if (verdict === 'wait') return;
    // What says nothing any more does not hear either.
    if (verdict !== 'confirm') return end(verdict, verdict.back === 'silent' ? 'SIGKILL' : 'SIGTERM');
    confirmed = true;
    onConfirm();
  }, LOOK_MS);
  void endAsked.then((signal) => end('stopped', signal));
  return new Promise((resolve) => {
    const gone = (code: number | null) => {
      clearInterval(look);
      clearTimeout(killer);
      if (why === 'stopped') resolve({ how: 'stopped', confirmed });
      else if (why !== undefined) resolve({ how: 'back', reason: why.back });
      else resolve({ how: 'ended', confirmed, code });
    };
    child.once('exit', gone);
    child.once('error', () => gone(null));
  });
}
