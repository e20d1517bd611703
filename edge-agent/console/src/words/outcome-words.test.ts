import { OUTCOMES } from '@tillbridge/shared/cash';
import { FAULTS } from '@tillbridge/shared/faults';
import { describe, expect, it } from 'vitest';
import { Problem } from '../api/problem.ts';
import type { Outcome } from '../api/wire.ts';
import { INTENT_KINDS, type Intent } from '../state/intents.ts';
import type { Performed } from '../state/perform.ts';
import { verdictOf } from '../state/verdict.ts';
import { outcomeWords } from './outcome-words.ts';
import { sayIn } from './say.ts';

const intent: Intent = {
  key: 'console-0001',
  kind: 'payout',
  path: '/v1/payouts',
  body: {},
  amountMinor: 127_500,
  currency: 'THB',
  begunAt: '2026-11-20T06:47:31.000Z',
};
const paid: Outcome = {
  operation: '0192f0c0-0000-8000-8000-000000000001',
  machine: '0192f0c0-0000-7000-8000-000000000001',
  kind: 'payout',
  outcome: 'completed',
  currency: 'THB',
  amountMinor: 127_500,
  inMinor: 0,
  outMinor: 127_500,
  owedMinor: 0,
  lines: [],
};
const ended = (over: Partial<Outcome>): Performed => ({ end: 'outcome', outcome: { ...paid, ...over } });
const refused = (code: string): Performed => ({ end: 'refused', problem: new Problem(409, { code }) });
const titles = (performed: Performed, kind: Intent['kind'] = 'payout') =>
  (['en', 'th'] as const).map((language) => outcomeWords(sayIn(language), { ...intent, kind }, performed).title);

describe('an outcome in words', () => {
  it('is read a metre away, in both languages', () => {
    expect(titles(ended({}))).toEqual(['PAID ฿1,275', 'จ่ายแล้ว ฿1,275']);
    expect(titles(ended({ outcome: 'partial', outMinor: 127_000, owedMinor: 500 }))).toEqual([
      '฿5 STILL OWED',
      'ค้างจ่าย ฿5',
    ]);
    expect(titles(ended({ outcome: 'refused', outMinor: 0, reason: 'machine.door-open' }))).toEqual([
      'NOT PAID',
      'ยังไม่ได้จ่าย',
    ]);
    expect(titles(ended({ outcome: 'unknown', outMinor: 0 }))).toEqual(['UNKNOWN', 'ไม่ทราบผล']);
  });

  it('never calls paid what is not proven', () => {
    const words = OUTCOMES.filter((outcome) => outcome !== 'completed').flatMap((outcome) =>
      INTENT_KINDS.flatMap((kind) => titles(ended({ outcome, owedMinor: outcome === 'partial' ? 500 : 0 }), kind)),
    );
    expect(words.filter((title) => /^(PAID|TAKEN|EXCHANGED|จ่ายแล้ว|รับแล้ว|แลกแล้ว)/.test(title))).toEqual([]);
  });

  it('is unknown when nobody here can say whether it was begun, and not done when it certainly was not', () => {
    const unsure: Performed = { end: 'unsure', problem: new Problem(410, { code: 'counter.outcome-gone' }) };
    expect(verdictOf(unsure)).toBe('unknown');
    expect(verdictOf(refused('counter.busy'))).toBe('notpaid');
    expect(outcomeWords(sayIn('en'), intent, refused('counter.busy')).what).toContain('No cash has moved');
  });

  it('keeps the satang that are there and drops those that are not', () => {
    expect(titles(ended({ outMinor: 127_525 }))[0]).toBe('PAID ฿1,275.25');
  });

  it('has words for every end of every kind and every fault', () => {
    for (const kind of INTENT_KINDS) {
      for (const outcome of OUTCOMES) {
        for (const reason of Object.keys(FAULTS)) {
          for (const language of ['en', 'th'] as const) {
            const words = outcomeWords(sayIn(language), { ...intent, kind }, ended({ outcome, reason }));
            expect(`${words.title} ${words.what} ${words.machineSaid ?? ''}`).not.toMatch(/outcome\.|\{|undefined/);
          }
        }
      }
    }
  });
});
