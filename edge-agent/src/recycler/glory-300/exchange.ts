import { CONTROL, ENQ, EOT } from './constants.ts';
import { dataText, type Heard } from './cut-frames.ts';

/** One thing to ask. `once`: moves cash, so it is never sent a second time, whatever is heard or not heard. */
export type Question =
  | {
      readonly ask: 'command';
      readonly frame: Uint8Array;
      readonly expects: 'data' | 'control';
      readonly once: boolean;
    }
  | { readonly ask: 'enquiry' };

/**
 * How an exchange may end. `enquired`: the answer itself was lost and this is the machine's state now, which does not
 * tell whether the command arrived.
 */
export type Answer =
  | { readonly kind: 'data'; readonly text: string }
  | { readonly kind: 'control'; readonly byte: number }
  | { readonly kind: 'enquired'; readonly byte: number }
  | { readonly kind: 'silent' };

export type ExchangeState =
  | { readonly at: 'command'; readonly question: Extract<Question, { ask: 'command' }>; readonly tries: number }
  | { readonly at: 'enquiry'; readonly question: Question; readonly tries: number; readonly noisy: boolean }
  | { readonly at: 'done'; readonly answer: Answer };

export type ExchangeEvent = { readonly event: 'heard'; readonly heard: Heard } | { readonly event: 'elapsed' };

/** The next state, what to send, and the wait to begin; without `wait` a running wait goes on. */
export interface ExchangeStep {
  readonly state: ExchangeState;
  readonly send?: Uint8Array;
  readonly wait?: 'answer' | 'enquiry';
}

/** How often one exchange may send its command, or its enquiry, again. */
export const EXCHANGE_TRIES_MAX = 3;

const ENQ_BYTES = Uint8Array.of(ENQ);
const EOT_BYTES = Uint8Array.of(EOT);

export function beginExchange(question: Question): ExchangeStep {
  return question.ask === 'command' ? sendCommand(question, 1) : enquire(question, 1);
}

/** The whole table: answer within the answer wait, else ENQ, and within the enquiry wait, else EOT. Total: no input throws. */
export function nextExchange(state: ExchangeState, event: ExchangeEvent): ExchangeStep {
  switch (state.at) {
    case 'done':
      return { state };
    case 'command':
      return event.event === 'elapsed' ? enquire(state.question, state.tries) : heardInCommand(state, event.heard);
    case 'enquiry':
      return event.event === 'elapsed' ? nobodyAnswered(state) : heardInEnquiry(state, event.heard);
  }
}

function heardInCommand(state: Extract<ExchangeState, { at: 'command' }>, heard: Heard): ExchangeStep {
  const { question, tries } = state;
  if (heard.kind === 'noise') return { state };
  if (heard.kind === 'data') {
    return question.expects === 'data' ? done({ kind: 'data', text: dataText(heard) }) : { state };
  }
  // A control byte right after noise may be the checksum of a damaged frame: it is asked again, not believed.
  if (heard.suspect) return { state };
  if (heard.byte === CONTROL.NAK && !question.once && tries < EXCHANGE_TRIES_MAX)
    return sendCommand(question, tries + 1);
  return done({ kind: 'control', byte: heard.byte });
}

function heardInEnquiry(state: Extract<ExchangeState, { at: 'enquiry' }>, heard: Heard): ExchangeStep {
  const { question, tries } = state;
  if (heard.kind === 'noise' || (heard.kind === 'control' && heard.suspect))
    return { state: { ...state, noisy: true } };
  if (heard.kind === 'data') {
    const late = question.ask === 'command' && question.expects === 'data';
    return late ? done({ kind: 'data', text: dataText(heard) }) : { state };
  }
  if (question.ask === 'enquiry') return done({ kind: 'control', byte: heard.byte });
  if (!question.once && tries < EXCHANGE_TRIES_MAX) return sendCommand(question, tries + 1);
  return done({ kind: 'enquired', byte: heard.byte });
}

function nobodyAnswered(state: Extract<ExchangeState, { at: 'enquiry' }>): ExchangeStep {
  if (state.noisy && state.tries < EXCHANGE_TRIES_MAX) return enquire(state.question, state.tries + 1);
  return { state: { at: 'done', answer: { kind: 'silent' } }, send: EOT_BYTES };
}

function sendCommand(question: Extract<Question, { ask: 'command' }>, tries: number): ExchangeStep {
  return { state: { at: 'command', question, tries }, send: question.frame, wait: 'answer' };
}

function enquire(question: Question, tries: number): ExchangeStep {
  return { state: { at: 'enquiry', question, tries, noisy: false }, send: ENQ_BYTES, wait: 'enquiry' };
}

function done(answer: Answer): ExchangeStep {
  return { state: { at: 'done', answer } };
}
