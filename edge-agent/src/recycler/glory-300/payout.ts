import { PAYOUT_POLLS_MAX } from './constants.ts';
import type { Answer } from './exchange.ts';
import type { Counts } from './readings.ts';
import type { Steps } from './steps.ts';
import { conditionOf, type Talk, unitOrDoor } from './talk.ts';

export type PayoutOrder = { readonly units: number } | { readonly counts: Counts };

/** How the machine's side of a payout ended. What moved is told by the stock alone. */
export type PayoutEnd =
  | { readonly end: 'refused'; readonly reason: string }
  | {
      readonly end: 'finished' | 'abnormal' | 'door' | 'waiting' | 'working' | 'silent';
      /** The machine said that it took the order. */
      readonly accepted: boolean;
      /** Link or power may have failed on the way: a piece may lie in the path. */
      readonly powerDoubt: boolean;
      readonly reason: string;
    };

/** So many enquiries in a row without an answer, and the machine may have been restarted in between. */
const SILENCES_OF_RESTART = 2;

/** Sends the order once, then asks until the machine is ready, abnormal, or the polls are used up. Never sends it again. */
export async function payOut(talk: Talk, order: PayoutOrder, steps: Steps, onTakeCash: () => void): Promise<PayoutEnd> {
  const losses = talk.linkLosses();
  steps.add('payout_started');
  const direct = 'units' in order ? await talk.payAmount(order.units) : await talk.payPieces(order.counts);
  const refusal = await refusalOf(talk, direct);
  // A byte of noise can look like a refusal; a machine that is paying now did not refuse.
  if (refusal !== undefined && !(await isPaying(talk))) return { end: 'refused', reason: refusal };
  const heard = direct.kind === 'control' ? conditionOf(direct.byte) : undefined;
  const accepted = heard === 'ready' || heard === 'take_cash';
  if (!accepted) steps.add('payout_not_answered');
  const polls = 'units' in order ? PAYOUT_POLLS_MAX.amount : PAYOUT_POLLS_MAX.pieces;
  return followPayout(talk, { steps, onTakeCash, polls, accepted, losses });
}

/** Only an answer that came directly, as itself, proves that nothing moved. */
async function refusalOf(talk: Talk, direct: Answer): Promise<string | undefined> {
  if (direct.kind !== 'control') return undefined;
  switch (conditionOf(direct.byte)) {
    case 'abnormal':
      return 'machine.stock-short';
    case 'unit_or_door':
      return unitOrDoor(talk);
    case 'working':
      return 'machine.busy';
    default:
      return undefined;
  }
}

async function isPaying(talk: Talk): Promise<boolean> {
  const answer = await talk.enquire();
  if (answer.kind !== 'control') return false;
  const condition = conditionOf(answer.byte);
  return condition === 'working' || condition === 'take_cash';
}

interface Follow {
  readonly steps: Steps;
  readonly onTakeCash: () => void;
  readonly polls: number;
  readonly accepted: boolean;
  readonly losses: number;
}

async function followPayout(talk: Talk, follow: Follow): Promise<PayoutEnd> {
  const { steps, accepted } = follow;
  let silences = 0;
  let doubt = false;
  let waiting = false;
  let end: Exclude<PayoutEnd['end'], 'refused'> = 'silent';
  let reason = 'machine.offline';
  for (let poll = 0; poll < follow.polls; poll++) {
    await talk.pause(talk.pace.payoutPollMs);
    const answer = await talk.enquire();
    if (answer.kind !== 'control') {
      silences += 1;
      if (silences === SILENCES_OF_RESTART) steps.add('link_lost');
      [end, reason] = ['silent', 'machine.offline'];
      continue;
    }
    const lost = silences >= SILENCES_OF_RESTART || talk.linkLosses() !== follow.losses;
    if (silences >= SILENCES_OF_RESTART) steps.add('link_back');
    silences = 0;
    const condition = conditionOf(answer.byte);
    // A machine that still works after a silence was not restarted; one that rests, or offers cash, may have been.
    if (condition !== 'working') doubt ||= lost;
    if ((condition === 'ready' || condition === 'abnormal') && !(await goesOn(talk, condition))) {
      steps.add('payout_ended', condition);
      if (condition === 'ready') return { end: 'finished', accepted, powerDoubt: doubt, reason: 'machine.not-paid' };
      return { end: 'abnormal', accepted, powerDoubt: doubt, reason: await abnormalReason(talk, steps) };
    }
    if (condition === 'take_cash') {
      if (!waiting) {
        steps.add('waits_for_removal');
        follow.onTakeCash();
      }
      waiting = true;
      [end, reason] = ['waiting', 'machine.cash-not-taken'];
    } else if (condition === 'unit_or_door') {
      reason = await unitOrDoor(talk);
      if (end !== 'door') steps.add(reason === 'machine.unit-missing' ? 'unit_missing' : 'door_open');
      end = 'door';
    } else {
      [end, reason] = ['working', 'machine.busy'];
    }
  }
  return { end, accepted, powerDoubt: doubt || talk.linkLosses() !== follow.losses || end === 'silent', reason };
}

/** A byte of noise can look like an end. Ready stays ready; after CAN the outlet may be offered, but nothing is paid. */
async function goesOn(talk: Talk, end: 'ready' | 'abnormal'): Promise<boolean> {
  const answer = await talk.enquire();
  if (answer.kind !== 'control') return false;
  const condition = conditionOf(answer.byte);
  return condition === 'working' || (end === 'ready' && condition === 'take_cash');
}

/** A payout that ended abnormally met a jam or an opened door; the deposit reading names the unit that is in error. */
async function abnormalReason(talk: Talk, steps: Steps): Promise<string> {
  const reading = await talk.deposit();
  if (reading?.noteDetached || reading?.coinDetached || reading?.noteUnit === '6' || reading?.coinUnit === '6') {
    steps.add('unit_missing');
    return 'machine.unit-missing';
  }
  if (reading?.noteUnit === '3' || reading?.coinUnit === '3') {
    steps.add('jam');
    return 'machine.jam';
  }
  return 'machine.stopped';
}
