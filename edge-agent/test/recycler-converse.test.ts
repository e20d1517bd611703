import { CONTROL, TIMING } from '@tillbridge/edge-agent/recycler/glory-300/constants';
import { createConversation } from '@tillbridge/edge-agent/recycler/glory-300/converse';
import type { Answer, Question } from '@tillbridge/edge-agent/recycler/glory-300/exchange';
import { expect, test } from 'vitest';

const READING: Question = { ask: 'command', frame: Uint8Array.of(0x32), expects: 'data', once: false };
const ORDER: Question = { ask: 'command', frame: Uint8Array.of(0x31), expects: 'control', once: true };

/** A line whose time passes only when told. */
function rig() {
  let nowMs = 0;
  let up = true;
  const sent: string[] = [];
  const timers = new Set<{ atMs: number; run: () => void }>();
  const conversation = createConversation({
    write: (bytes) => {
      if (up) sent.push(`${nowMs} ${Buffer.from(bytes).toString('hex')}`);
      return up;
    },
    timing: {
      nowMs: () => nowMs,
      monotonicMs: () => nowMs,
      after(ms, run) {
        const timer = { atMs: nowMs + ms, run };
        timers.add(timer);
        return () => timers.delete(timer);
      },
    },
    answerMs: TIMING.answerMs,
    enquiryMs: TIMING.enquiryMs,
  });
  return {
    sent,
    timers,
    conversation,
    hear: (...bytes: number[]) => conversation.hear(Uint8Array.from(bytes)),
    cutCable() {
      up = false;
      conversation.hangUp();
    },
    async pass(ms: number) {
      for (let i = 0; i < 4; i++) await Promise.resolve();
      const untilMs = nowMs + ms;
      for (;;) {
        const [next] = [...timers].filter((timer) => timer.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs);
        if (next === undefined) break;
        nowMs = next.atMs;
        timers.delete(next);
        next.run();
      }
      nowMs = untilMs;
      for (let i = 0; i < 4; i++) await Promise.resolve();
    },
  };
}

test('1.5 seconds of silence, then ENQ, 0.3 seconds, then EOT', async () => {
  const { conversation, sent, pass, timers } = rig();
  const answer = conversation.ask(READING);
  await pass(1_499);
  expect(sent).toEqual(['0 32']);
  await pass(301);
  expect(sent).toEqual(['0 32', '1500 05', '1800 04']);
  expect(await answer).toEqual({ kind: 'silent' });
  expect(timers.size).toBe(0);
});

test('an answer cut into single bytes is one answer', async () => {
  const { conversation, hear, pass } = rig();
  const answer = conversation.ask(READING);
  await pass(0);
  for (const byte of [0x10, 0x02, 0x30, 0x31, 0x41, 0x03, 0x30 ^ 0x31 ^ 0x41 ^ 0x03]) hear(byte);
  expect(await answer).toEqual({ kind: 'data', text: 'A' });
});

test('a start byte whose frame never ends does not hide the answer behind it', async () => {
  const { conversation, hear, pass } = rig();
  const answer = conversation.ask(READING);
  await pass(0);
  hear(0x10, 0x02, 0x46, 0x46, 0x10, 0x02, 0x30, 0x31, 0x41, 0x03, 0x30 ^ 0x31 ^ 0x41 ^ 0x03);
  await pass(1_500);
  expect(await answer).toEqual({ kind: 'data', text: 'A' });
});

test('what was heard before a question is not its answer', async () => {
  const { conversation, hear, pass, sent } = rig();
  hear(CONTROL.CAN);
  const answer = conversation.ask(ORDER);
  await pass(10);
  hear(CONTROL.ACK);
  expect(await answer).toEqual({ kind: 'control', byte: CONTROL.ACK });
  expect(sent).toHaveLength(1);
});

test('two questions go one after the other', async () => {
  const { conversation, hear, pass, sent } = rig();
  const answers: Answer[] = [];
  void conversation.ask(ORDER).then((answer) => answers.push(answer));
  void conversation.ask({ ask: 'enquiry' }).then((answer) => answers.push(answer));
  await pass(0);
  expect(sent).toEqual(['0 31']);
  hear(CONTROL.ACK);
  await pass(5);
  expect(sent).toEqual(['0 31', '0 05']);
  hear(CONTROL.DC2);
  await pass(0);
  expect(answers).toEqual([
    { kind: 'control', byte: CONTROL.ACK },
    { kind: 'control', byte: CONTROL.DC2 },
  ]);
});

test('a cable that is pulled ends the question at once, and the next one too', async () => {
  const { conversation, cutCable, pass, timers } = rig();
  const answer = conversation.ask(ORDER);
  await pass(10);
  cutCable();
  expect(await answer).toEqual({ kind: 'silent' });
  expect(await conversation.ask(ORDER)).toEqual({ kind: 'silent' });
  expect(timers.size).toBe(0);
});
