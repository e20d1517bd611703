import { describe, expect, it, vi } from 'vitest';
import type { AgentApi } from '../api/agent-api.ts';
import { Problem, Unreachable } from '../api/problem.ts';
import type { Outcome, SignedIn } from '../api/wire.ts';
import { openIntents } from './intents.ts';
import { keepSession } from './session.ts';
import { openShopConsole, type Wish } from './shop-console.ts';

const wish: Wish = {
  kind: 'payout',
  path: '/v1/payouts',
  body: { amountMinor: 100 },
  amountMinor: 100,
  currency: 'THB',
};
const session: SignedIn = { token: 'tbs_1', idleMs: 600_000, person: { number: '11', name: 'Napha' }, permissions: [] };
const paid = { outcome: 'completed', amountMinor: 100, outMinor: 100, owedMinor: 0, lines: [] } as unknown as Outcome;

function memory() {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
}

function open(perform: AgentApi['perform'], storage = memory()) {
  let keys = 0;
  const follow = vi.fn(() => new Promise<never>(() => undefined));
  const api = {
    perform: vi.fn(perform),
    signIn: async () => session,
    signOut: async () => undefined,
    approve: async () => 'tba_1',
  };
  const shop = openShopConsole({
    api: api as unknown as AgentApi,
    follow,
    intents: openIntents(storage),
    session: keepSession(storage),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    newKey: () => `console-${String(++keys).padStart(4, '0')}`,
    now: () => '2026-11-20T06:47:31.000Z',
  });
  return { shop, api, storage, keysAsked: () => api.perform.mock.calls.map(([intent]) => intent.key) };
}

describe('one window of the console', () => {
  it('pays once on a double tap', async () => {
    const { shop, keysAsked } = open(async () => paid);
    shop.begin(wish);
    shop.begin(wish);
    await vi.waitFor(() => expect(shop.state().ended).toBeDefined());
    expect(keysAsked()).toEqual(['console-0001']);
  });

  it('asks again after a reload with the key of before, and makes no new one', async () => {
    const first = open(() => new Promise(() => undefined));
    first.shop.begin(wish);
    const second = open(async () => paid, first.storage);
    expect(second.shop.state().open?.waiting).toBe('no-answer');
    second.shop.begin(wish);
    await vi.waitFor(() => expect(second.shop.state().ended).toBeDefined());
    expect(second.keysAsked()).toEqual(['console-0001']);
    expect(openIntents(first.storage).current()).toBeUndefined();
  });

  it('keeps an intent over the restart of the agent until somebody signs in again', async () => {
    const answers = [new Unreachable('gone'), new Problem(401, { code: 'local.signed-out' })];
    const { shop, keysAsked } = open(async () => {
      const answer = answers.shift();
      if (answer !== undefined) throw answer;
      return paid;
    });
    await shop.signIn('11', '2580');
    shop.begin(wish);
    await vi.waitFor(() => expect(shop.state().open?.waiting).toBe('signed-out'));
    expect(shop.state()).toMatchObject({ session: undefined, endedBy: 'agent' });
    await shop.signIn('11', '2580');
    await vi.waitFor(() => expect(shop.state().ended?.performed.end).toBe('outcome'));
    expect(new Set(keysAsked())).toEqual(new Set(['console-0001']));
  });

  it('asks for a second person with the same key, and lets go of it when nobody approves', async () => {
    const { shop, api, storage } = open(async (_intent, { approval }) => {
      if (approval === undefined) throw new Problem(403, { code: 'local.approval-needed' });
      return paid;
    });
    shop.begin(wish);
    await vi.waitFor(() => expect(shop.state().approval).toBeDefined());
    shop.begin(wish);
    await shop.approve('2', '8520');
    await vi.waitFor(() => expect(shop.state().ended?.performed.end).toBe('outcome'));
    expect(api.perform.mock.calls.map(([intent, { approval }]) => [intent.key, approval])).toEqual([
      ['console-0001', undefined],
      ['console-0001', 'tba_1'],
    ]);
    shop.takeNote();
    shop.begin(wish);
    await vi.waitFor(() => expect(shop.state().approval).toBeDefined());
    shop.abandonApproval();
    expect(openIntents(storage).current()).toBeUndefined();
  });
});
