import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem, Unreachable } from '../api/problem.ts';
import type { Outcome } from '../api/wire.ts';
import { type Intent, openIntents } from './intents.ts';
import { perform, type Waiting } from './perform.ts';

const intent: Intent = {
  key: 'console-0001',
  kind: 'payout',
  path: '/v1/payouts',
  body: { amountMinor: 127_500 },
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

type Said = 'lost' | 'lost-after' | [status: number, code: string];

/** An agent that keeps its promise: a key it has begun is answered with its record, whatever else is wrong. */
async function ask(said: readonly Said[], wasSent = false) {
  const keys: string[] = [];
  const onlyRecorded: boolean[] = [];
  const heard: Waiting[] = [];
  let payouts = 0;
  let at = 0;
  const end = await perform({
    intent,
    wasSent,
    ask: async ({ key }, only) => {
      keys.push(key);
      onlyRecorded.push(only);
      const answer = said[at++];
      if (answer === undefined || answer === 'lost-after') payouts = 1;
      if (answer === 'lost' || answer === 'lost-after') throw new Unreachable('cable');
      if (Array.isArray(answer)) throw new Problem(answer[0], { code: answer[1] });
      return paid;
    },
    pause: async () => undefined,
    signedIn: async () => undefined,
    onWaiting: (waiting) => heard.push(waiting),
  });
  return { end, keys, onlyRecorded, heard, payouts };
}

describe('an intent', () => {
  it('is asked again with the same key until the agent answers', async () => {
    const { end, keys } = await ask(['lost-after', 'lost', [503, 'counter.stopped'], [500, 'api.broken']]);
    expect(end).toEqual({ end: 'outcome', outcome: paid });
    expect(new Set(keys)).toEqual(new Set(['console-0001']));
    expect(keys).toHaveLength(5);
  });

  it('is certainly not begun when the first answer refuses', async () => {
    for (const code of ['counter.reconciling', 'counter.busy', 'counter.machine-offline', 'local.approval-needed']) {
      expect((await ask([[409, code]])).end).toMatchObject({ end: 'refused' });
    }
  });

  it('is only asked after once it may have arrived, so that it does not begin when everybody has left', async () => {
    expect((await ask([])).onlyRecorded).toEqual([false]);
    expect((await ask(['lost', 'lost-after'])).onlyRecorded).toEqual([false, true, true]);
    expect((await ask([], true)).onlyRecorded).toEqual([true]);
    expect((await ask(['lost', [409, 'counter.not-begun']])).end).toMatchObject({ end: 'refused' });
  });

  it('waits while the agent compares, once a request was lost on the way', async () => {
    const { end, heard } = await ask(['lost', [409, 'counter.reconciling']]);
    expect(end.end).toBe('outcome');
    expect(heard).toContain('comparing');
  });

  it('is nobody’s knowledge when a later refusal does not say whether it was begun', async () => {
    expect((await ask(['lost', [409, 'shift.none']])).end).toMatchObject({ end: 'unsure' });
    expect((await ask([[410, 'counter.outcome-gone']])).end).toMatchObject({ end: 'unsure' });
    expect((await ask([[400, 'api.invalid']], true)).end).toMatchObject({ end: 'unsure' });
  });

  it('waits for whoever may ask after the agent was restarted and everybody signed out', async () => {
    const { end, heard } = await ask(['lost', [401, 'local.signed-out'], [403, 'local.forbidden']]);
    expect(end.end).toBe('outcome');
    expect(heard.filter((waiting) => waiting === 'signed-out')).toHaveLength(2);
  });

  it('never says that nothing was begun after a request that may have arrived, but for answers that prove it', async () => {
    const proof = ['counter.busy', 'counter.machine-offline', 'counter.not-recorded', 'local.approval-needed'];
    const codes = [...proof, 'counter.reconciling', 'local.forbidden', 'shift.none', 'api.broken', 'anything.else'];
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.constant<Said>('lost-after'),
            fc.constantFrom(...codes).map((code): Said => [409, code]),
          ),
          {
            maxLength: 6,
          },
        ),
        async (said) => {
          const { end } = await ask(['lost-after', ...said]);
          if (end.end === 'refused') expect([...proof, 'local.approval']).toContain(end.problem.code);
        },
      ),
    );
  });
});

describe('the open intent of a window', () => {
  function memory() {
    const kept = new Map<string, string>();
    return {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
      removeItem: (name: string) => void kept.delete(name),
    };
  }

  it('survives a reload', () => {
    const storage = memory();
    openIntents(storage).keep(intent);
    expect(openIntents(storage).current()).toEqual(intent);
  });

  it('lets no second one begin beside it, so that a double tap pays once', () => {
    const intents = openIntents(memory());
    intents.keep(intent);
    expect(() => intents.keep({ ...intent, key: 'console-0002' })).toThrow();
    intents.settle('console-0002');
    expect(intents.current()?.key).toBe('console-0001');
    intents.settle('console-0001');
    expect(intents.current()).toBeUndefined();
  });

  it('takes what it cannot read for none', () => {
    const storage = memory();
    storage.setItem('tillbridge.intent', '{"key":1');
    expect(openIntents(storage).current()).toBeUndefined();
  });
});
