import { CONTROL, ENQ, EOT } from '@tillbridge/edge-agent/recycler/glory-300/constants';
import type { Heard } from '@tillbridge/edge-agent/recycler/glory-300/cut-frames';
import {
  beginExchange,
  EXCHANGE_TRIES_MAX,
  type ExchangeEvent,
  type ExchangeState,
  type ExchangeStep,
  nextExchange,
  type Question,
} from '@tillbridge/edge-agent/recycler/glory-300/exchange';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const FRAME = Uint8Array.of(1, 2, 3);
const READING: Question = { ask: 'command', frame: FRAME, expects: 'data', once: false };
const ORDER: Question = { ask: 'command', frame: FRAME, expects: 'control', once: true };
const ENQUIRY: Question = { ask: 'enquiry' };

const ELAPSED: ExchangeEvent = { event: 'elapsed' };
const control = (byte: number, suspect = false): ExchangeEvent => ({
  event: 'heard',
  heard: { kind: 'control', byte, suspect },
});
const data = (text: string): ExchangeEvent => {
  const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
  return { event: 'heard', heard: { kind: 'data', bytes, from: 0, to: bytes.length } };
};
const noise: ExchangeEvent = { event: 'heard', heard: { kind: 'noise', bytes: FRAME, from: 0, to: 1, why: 'stray' } };

/** Plays events and tells what was sent and how it ended. */
function play(question: Question, ...events: ExchangeEvent[]): { sent: string[]; state: ExchangeState } {
  const sent: string[] = [];
  const note = (step: ExchangeStep) => {
    if (step.send === FRAME) sent.push('command');
    else if (step.send?.[0] === ENQ) sent.push('ENQ');
    else if (step.send?.[0] === EOT) sent.push('EOT');
    return step.state;
  };
  let state = note(beginExchange(question));
  for (const event of events) state = note(nextExchange(state, event));
  return { sent, state };
}

describe('the exchange table', () => {
  test('an answer in time ends it', () => {
    expect(play(READING, data('42'))).toEqual({
      sent: ['command'],
      state: { at: 'done', answer: { kind: 'data', text: '42' } },
    });
    expect(play(ORDER, control(CONTROL.ETB)).state).toEqual({
      at: 'done',
      answer: { kind: 'control', byte: CONTROL.ETB },
    });
  });

  test('no answer, then ENQ, then EOT: silent', () => {
    expect(play(READING, ELAPSED, ELAPSED)).toEqual({
      sent: ['command', 'ENQ', 'EOT'],
      state: { at: 'done', answer: { kind: 'silent' } },
    });
  });

  test('an order that moves cash is never sent twice: the state heard on ENQ is only the state', () => {
    const { sent, state } = play(ORDER, ELAPSED, control(CONTROL.ACK));
    expect(sent).toEqual(['command', 'ENQ']);
    expect(state).toEqual({ at: 'done', answer: { kind: 'enquired', byte: CONTROL.ACK } });
    expect(play(ORDER, control(CONTROL.NAK))).toEqual({
      sent: ['command'],
      state: { at: 'done', answer: { kind: 'control', byte: CONTROL.NAK } },
    });
  });

  test('a reading is asked again after NAK and after a lost answer, so often and no more', () => {
    const again = play(READING, control(CONTROL.NAK), control(CONTROL.NAK), control(CONTROL.NAK));
    expect(again.sent).toEqual(['command', 'command', 'command']);
    expect(again.state).toEqual({ at: 'done', answer: { kind: 'control', byte: CONTROL.NAK } });
    expect(play(READING, ELAPSED, control(CONTROL.ACK), data('1')).state).toEqual({
      at: 'done',
      answer: { kind: 'data', text: '1' },
    });
  });

  test('a reading that comes late is taken', () => {
    expect(play(READING, ELAPSED, data('7')).state).toEqual({ at: 'done', answer: { kind: 'data', text: '7' } });
  });

  test('noise and what follows it are not believed, but asked about once more', () => {
    expect(play(ORDER, noise, control(CONTROL.CAN, true)).state.at).toBe('command');
    expect(play(ENQUIRY, control(CONTROL.ACK, true), ELAPSED, control(CONTROL.DC2))).toEqual({
      sent: ['ENQ', 'ENQ'],
      state: { at: 'done', answer: { kind: 'control', byte: CONTROL.DC2 } },
    });
  });

  test('a stale reading is no answer to an order', () => {
    expect(play(ORDER, data('old')).state.at).toBe('command');
  });

  test('any state and anything heard is handled, an order goes out once, and silence always ends it', () => {
    const heard: fc.Arbitrary<Heard> = fc.oneof(
      fc.record({ kind: fc.constant('control' as const), byte: fc.nat(255), suspect: fc.boolean() }),
      fc.constant<Heard>({ kind: 'data', bytes: FRAME, from: 0, to: 2 }),
      fc.constant<Heard>({ kind: 'noise', bytes: FRAME, from: 0, to: 1, why: 'cut' }),
    );
    const event: fc.Arbitrary<ExchangeEvent> = fc.oneof(
      heard.map((one): ExchangeEvent => ({ event: 'heard', heard: one })),
      fc.constant(ELAPSED),
    );
    fc.assert(
      fc.property(fc.constantFrom(READING, ORDER, ENQUIRY), fc.array(event, { maxLength: 30 }), (question, events) => {
        const { sent } = play(question, ...events);
        const most = question === ORDER ? 1 : EXCHANGE_TRIES_MAX;
        expect(sent.filter((what) => what === 'command').length).toBeLessThanOrEqual(most);
        const silence = new Array<ExchangeEvent>(2 * EXCHANGE_TRIES_MAX + 2).fill(ELAPSED);
        expect(play(question, ...events, ...silence).state.at).toBe('done');
      }),
      { numRuns: 500 },
    );
  });
});
