import type { FactBody } from '@tillbridge/shared/fact';
import { Fault } from '@tillbridge/shared/faults/fault';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keepAgentEvents, UNWRITTEN_MAX } from '../src/counter/agent-events.ts';
import { openKeyed, WITHDRAWN_MAX } from '../src/counter/keyed.ts';
import { judgeReceipt } from '../src/delivery/judge.ts';
import { ALL_RULES } from '../src/delivery/rules.ts';
import { FIRST_STATE } from '../src/delivery/state.ts';
import { silentLog } from '../src/log.ts';
import { APPROVALS_MAX, openApprovals } from '../src/people/approvals.ts';
import type { Person } from '../src/people/people.ts';
import { openSessions, SESSIONS_MAX } from '../src/people/sessions.ts';
import { FakeClock } from '../src/people/testing/notes.ts';
import { createFrameRing, RAW_FRAMES_MAX } from '../src/recycler/glory-300/frame-ring.ts';
import { createEchoes, ECHOES_MAX } from '../src/recycler/glory-fcc/echoes.ts';
import { openShop, operation } from './desk-rig.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** More than anything here may hold. */
const MANY = 5_000;
const PERSON: Person = { id: 'p', number: '1', name: 'Boss', permissions: new Set(['payout.approve']) };
const many = <T>(make: (n: number) => T): T[] => Array.from({ length: MANY }, (_, n) => make(n));

/** What an agent keeps in memory for as long as it runs, each pushed far past what a week brings. */
describe('memory that outlives an operation is bounded', () => {
  it('the raw traffic of a machine', () => {
    const ring = createFrameRing();
    many((n) => ring.add({ direction: 'in', monotonicMs: n, bytes: new Uint8Array(1) }));
    expect(ring.list()).toHaveLength(RAW_FRAMES_MAX);
    expect(ring.list().at(-1)?.monotonicMs).toBe(MANY - 1);
  });

  it('answers that were heard on an event line', () => {
    const echoes = createEchoes();
    many((n) =>
      echoes.heard({ name: 'ChangeResponse', id: `${n}`, seqNo: `${n}` } as Parameters<typeof echoes.heard>[0]),
    );
    const kept = many((n) => echoes.past(`${n}`)).filter((answer) => answer !== undefined);
    expect(kept).toHaveLength(ECHOES_MAX);
  });

  it('sessions of people, of which the one used longest ago ends', () => {
    const current = () => ({ person: PERSON, verifier: 'v' });
    const sessions = openSessions({ current }, new FakeClock());
    const tokens = many(() => sessions.begin(PERSON).token);
    expect(tokens.filter((token) => sessions.isLive(token)).length).toBeLessThanOrEqual(SESSIONS_MAX);
    expect(sessions.isLive(tokens.at(-1) ?? '')).toBe(true);
  });

  it('approvals that nobody uses', async () => {
    const people = { identify: async () => PERSON, current: () => ({ person: PERSON, verifier: 'v' }) };
    const approvals = openApprovals(people, new FakeClock());
    const what = { action: 'payout', subject: operation(1), amountMinor: 100 } as const;
    const given = await Promise.all(many(() => approvals.give(what, undefined, { number: '1', pin: '1' })));
    const usable = given.filter(({ approval }) => isUsed(() => approvals.use(approval, what, undefined)));
    expect(usable.length).toBeLessThanOrEqual(APPROVALS_MAX);
    expect(usable.length).toBeGreaterThan(0);
  });

  it('keys that were asked after and may not begin any more', async () => {
    const { desk } = await openShop();
    const { once } = openKeyed([desk], { findOperation: () => undefined });
    const ask = (n: number, onlyRecorded: boolean) =>
      once('payout', { operation: `o${n}`, amountMinor: 100, ...(onlyRecorded ? { onlyRecorded } : {}) }, () =>
        Promise.reject(new Fault('counter.busy')),
      ).catch((error: Fault) => error.code);
    for (let n = 0; n < MANY; n++) expect(await ask(n, true)).toBe('counter.not-begun');
    const codes = await Promise.all(many((n) => ask(n, false)));
    expect(codes.filter((code) => code === 'counter.withdrawn')).toHaveLength(WITHDRAWN_MAX);
    expect(codes.at(-1)).toBe('counter.withdrawn');
  });

  it('what the agent has to say of itself while the disk takes nothing, of which jumps of the clock go first', () => {
    let full = true;
    const written: FactBody<'agent.event'>[] = [];
    const ledger = {
      write(...drafts: readonly { readonly body: unknown }[]) {
        if (full) throw new Fault('journal.disk-full');
        written.push(...drafts.map(({ body }) => body as FactBody<'agent.event'>));
        return [];
      },
    };
    const journal = { newestFacts: () => [][Symbol.iterator]() };
    const events = keepAgentEvents({ ledger, journal, log: silentLog } as never);
    events.tell({ code: 'started', software: 'test' });
    many((n) => events.tell({ code: 'clock_jumped', detail: `${n}` }));
    full = false;
    events.again();
    expect(written).toHaveLength(UNWRITTEN_MAX);
    expect(written[0]?.code).toBe('started');
    expect(written.at(-1)?.detail).toBe(`${MANY - 1}`);
  });

  it('places whose bytes the cloud refused, once they are covered', () => {
    const epoch = 'e'.repeat(32);
    const state = { ...FIRST_STATE, incarnation: 'i', culprits: many((n) => ({ epoch, sequence: n + 1 })) };
    const own = { live: () => ({ epoch, last: MANY, acked: 0 }), hashAt: () => 'h', epochs: () => [], files: () => [] };
    const sent = { epoch, from: 1, to: MANY, toHash: 'h', tail: false };
    const receipt = {
      incarnation: 'i',
      highWater: MANY,
      highWaterHash: 'h',
      applied: 0,
      duplicates: 0,
      quarantined: [],
    };
    const judged = judgeReceipt(state, sent as never, receipt as never, own as never, ALL_RULES);
    expect(judged.state.culprits).toEqual([]);
  });
});

function isUsed(use: () => unknown): boolean {
  try {
    use();
    return true;
  } catch {
    return false;
  }
}
