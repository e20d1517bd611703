import { AGAIN_STRETCHES_MAX, type OpenAnswer, type Stretch } from '@tillbridge/shared/sync';
import type { AgainCut } from './cut-again.ts';
import type { Judgement, OwnChain } from './judge.ts';
import type { Refusal } from './judge-refusal.ts';
import type { DeliveryState } from './state.ts';

/** What the cloud asks to be sent again, as far as this journal ever held it. */
export function againOf({ again = [] }: OpenAnswer, own: OwnChain): readonly Stretch[] {
  const lasts = new Map(own.epochs().map(({ epoch, last }) => [epoch, last]));
  return again
    .slice(0, AGAIN_STRETCHES_MAX)
    .map(({ epoch, from, to }) => ({ epoch, from, to: Math.min(to, lasts.get(epoch) ?? 0) }))
    .filter(({ from, to }) => from <= to);
}

/** Answered as far as the cut goes. What it did not prove the cloud asks for again, or does not, by its next open. */
export function judgeAgain(state: DeliveryState, { epoch, to }: AgainCut): Judgement {
  const again = state.again.flatMap((asked) => {
    if (asked.epoch !== epoch || asked.from > to) return [asked];
    return asked.to > to ? [{ ...asked, from: to + 1 }] : [];
  });
  const next: DeliveryState = {
    ...state,
    again,
    failures: 0,
    tokenRenewed: false,
    link: 'connected',
    lastFault: undefined,
  };
  return { state: next, acts: [], waitMs: 0 };
}

/** Nobody waits for it: whatever is wrong with the question or its answer, fresh facts go on, and the next open asks again. */
export function judgeAgainRefused(state: DeliveryState, said: Refusal): Judgement | undefined {
  if (said.refusal !== 'status' || [401, 403, 409, 429, 503].includes(said.status)) return undefined;
  return { state: { ...state, again: [], lastFault: said.code }, acts: [], waitMs: 0 };
}
