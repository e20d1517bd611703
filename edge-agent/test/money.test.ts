import { sumLines } from '@tillbridge/shared/cash';
import type { CashTransactionBody } from '@tillbridge/shared/fact';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FaultName } from '../simulator/faults.ts';
import { casesOf } from '../src/counter/records.ts';
import { holdingsOf } from '../src/counter/stock-book.ts';
import { formOf } from '../src/recycler/glory-300/currency-table.ts';
import { BOOT, MACHINE } from './desk-rig.ts';
import { MemoryJournal } from './memory-journal.ts';
import { type Life, PRESET, passUntil, startLife, type VirtualMachine, virtualMachine } from './virtual-shop.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-20T07:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

const VERBS = ['sale', 'payout', 'exchange', 'deposit', 'refill', 'empty', 'hand'] as const;
const FAULTS: readonly (readonly [FaultName, number])[] = [
  ['jam', 2],
  ['door-at', 2],
  ['power-cut', 2],
  ['power-cut', 1],
  ['silent', 3],
  ['deaf', 2],
  ['noise', 400],
  ['cut', 9],
  ['doubled', 2],
  ['flipped', 2],
  ['nak', 2],
  ['late', 40_000],
  ['walk-away', 1_000],
  ['near-full', 1],
];

interface Step {
  readonly verb: (typeof VERBS)[number];
  readonly amount: number;
  readonly fault: readonly [FaultName, number] | null;
  /** What happens after so many milliseconds, in the middle or after the end. */
  readonly twist: { readonly ms: number; readonly what: 'kill' | 'reboot' | 'unplug' | 'power' | 'cancel' } | null;
  readonly count: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  verb: fc.constantFrom(...VERBS),
  amount: fc.integer({ min: 1, max: 4_000 }),
  fault: fc.option(fc.constantFrom(...FAULTS), { freq: 2 }),
  twist: fc.option(
    fc.record({
      ms: fc.integer({ min: 1, max: 20_000 }),
      what: fc.constantFrom('kill' as const, 'reboot' as const, 'unplug' as const, 'power' as const, 'cancel' as const),
    }),
    { freq: 2 },
  ),
  count: fc.boolean(),
});

const value = (position: number) => PRESET.positions[position]?.valueMinor ?? 0;
const sum = (pieces: readonly number[]) => pieces.reduce((total, many, position) => total + many * value(position), 0);

/** Everything outside the machine less what came from there, and everything in it. */
function money({ state }: VirtualMachine) {
  const hands = sum(state.taken) - sum(state.inserted);
  const inside = sum(state.stock) + sum(state.cassette) + sum(state.path) + sum(state.outlet) + sum(state.reject);
  return {
    hands,
    inside,
    brought: sum(state.opening),
    out: sum(state.taken) + sum(state.outlet),
    in: sum(state.inserted),
  };
}

/** What lies in stackers and cassette by place, form and value: what a reading of a healthy machine says. */
function truth({ state }: VirtualMachine): Record<string, number> {
  const held: Record<string, number> = {};
  PRESET.positions.forEach(({ valueMinor }, position) => {
    held[`stock/${formOf(position)}/${valueMinor}`] = state.stock[position] ?? 0;
    const boxed = state.cassette[position] ?? 0;
    if (boxed > 0) held[`box/note/${valueMinor}`] = boxed;
  });
  return held;
}

const booksOf = (life: Life, which: 'expected' | 'reported') => {
  const books = life.desk.holds()?.books[which];
  return Object.fromEntries(
    (books === undefined ? [] : holdingsOf(books))
      .filter(({ place, pieces }) => place !== 'reject' && (place === 'stock' || pieces > 0))
      .map(({ place, form, valueMinor, pieces }) => [`${place}/${form}/${valueMinor}`, pieces]),
  );
};

class Play {
  readonly machine: VirtualMachine;
  readonly journal = new MemoryJournal(BOOT);
  life: Life | undefined;
  #operations = 0;
  #boots = 0;

  constructor(seed: number) {
    this.machine = virtualMachine(seed);
  }

  async begin(): Promise<void> {
    this.#boots += 1;
    const boot = String(this.#boots).padStart(32, '0');
    this.life = await startLife(this.machine, this.journal, boot);
    await this.#atRest();
  }

  async play(each: Step): Promise<string> {
    const { machine, journal } = this;
    const before = money(machine);
    const orders = machine.orders();
    const facts = journal.facts.length;
    if (each.fault !== null) machine.fault(...each.fault);
    const asked = this.#ask(each);
    await this.#meanwhile(each, asked);
    await machine.heal();
    await this.#atRest();
    const ended = journal.facts
      .slice(facts)
      .flatMap((fact) => (fact.kind === 'cash.transaction' ? [fact.body as CashTransactionBody] : []));
    this.#check(ended, before, machine.orders() - orders, each);
    if (each.count) await this.#count();
    return ended[0]?.outcome ?? 'none';
  }

  #name(): string {
    this.#operations += 1;
    return `0192f0c0-0000-7000-8000-${String(this.#operations).padStart(12, '0')}`;
  }

  #ask({ verb, amount }: Step): Promise<unknown> {
    const life = this.life;
    if (life === undefined) throw new Error('no life');
    const operation = this.#name();
    const { counter } = life;
    const late = (ms: number, act: () => void) => setTimeout(() => life === this.life && act(), ms);
    switch (verb) {
      case 'sale':
        return counter.takeCash({ operation, amountMinor: amount * 25 });
      case 'payout':
        return counter.payOut({ operation, amountMinor: amount * 25 });
      case 'exchange':
        return counter.exchange({ operation, amountMinor: 10_000 });
      case 'deposit':
        late(6_000, () => counter.finish(undefined));
        return counter.takeIn({ operation, amountMinor: 0 });
      case 'refill':
        late(4_000, () => this.#load(20));
        late(8_000, () => counter.finish(undefined));
        return counter.refill({ operation, amountMinor: 0 });
      case 'empty':
        return counter.empty({ operation, floatMinor: sum(this.machine.state.stock) - 60_000 }).catch(() => undefined);
      case 'hand':
        this.#load(amount % 2 === 0 ? 10 : -10);
        return passUntil('the hand is seen', () => false, new Promise((done) => setTimeout(done, 70_000)));
    }
  }

  /** A person puts pieces into a stacker, as far as they go in, or takes some out of it. */
  #load(pieces: number): void {
    const held = this.machine.state.stock[3] ?? 0;
    this.machine.load({ N4: Math.max(0, Math.min(530, held + pieces)) });
  }

  async #meanwhile({ twist }: Step, asked: Promise<unknown>): Promise<void> {
    const settled = asked.catch(() => undefined);
    if (twist === null) return passUntil('the operation ends', () => false, settled);
    await vi.advanceTimersByTimeAsync(twist.ms);
    if (twist.what === 'cancel') this.life?.counter.cancel(undefined);
    else if (twist.what === 'unplug') this.machine.unplug();
    else if (twist.what === 'power') this.machine.machine.setPower(false);
    if (twist.what !== 'kill' && twist.what !== 'reboot') {
      await vi.advanceTimersByTimeAsync(15_000);
      await this.machine.heal();
      return passUntil('the operation ends', () => false, settled);
    }
    await this.life?.kill();
    if (twist.what === 'reboot') this.#boots += 1;
    const boot = String(this.#boots).padStart(32, '0');
    this.life = await startLife(this.machine, this.journal, boot);
  }

  async #atRest(): Promise<void> {
    await passUntil('the desk is ready', () => this.life?.desk.isReady() === true);
    // A beat, so that whatever a hand or a reset did has been read.
    await vi.advanceTimersByTimeAsync(61_000);
    await passUntil('the desk is ready again', () => this.life?.desk.isReady() === true);
  }

  #check(ended: readonly CashTransactionBody[], before: ReturnType<typeof money>, orders: number, each: Step): void {
    const { machine, journal, life } = this;
    if (life === undefined) throw new Error('no life');
    const now = money(machine);
    const said = JSON.stringify({
      each,
      ended: ended.map(({ kind, outcome, inMinor, outMinor, reason }) => ({
        kind,
        outcome,
        inMinor,
        outMinor,
        reason,
      })),
    });
    // Nothing is made or lost between the machine and the hands around it.
    expect(now.inside + now.hands, said).toBe(now.brought);
    // Our books, the report and the pieces themselves are one figure, denomination by denomination.
    expect(booksOf(life, 'reported'), said).toEqual(truth(machine));
    expect(booksOf(life, 'expected'), said).toEqual(truth(machine));
    expect(journal.openOperations(), said).toEqual([]);
    const asked = ended.filter(({ reason }) => reason !== 'counter.refill-seen' && reason !== 'counter.moved-inside');
    expect(asked.length, said).toBeLessThanOrEqual(1);
    // Emptying goes in portions; everything else asks the machine for cash once.
    if (each.verb !== 'empty') expect(orders, said).toBeLessThanOrEqual(1);
    for (const body of asked) {
      const waits = ['partial', 'retained', 'unknown'].includes(body.outcome);
      expect(
        casesOf(journal, MACHINE.id).some((fact) => 'operation' in fact.body && fact.body.operation === body.operation),
        said,
      ).toBe(waits);
      const killed = each.twist?.what === 'kill' || each.twist?.what === 'reboot';
      const settled = ['completed', 'refused'].includes(body.outcome) || (body.outcome === 'cancelled' && !killed);
      if (!settled || body.kind === 'refill') continue;
      // What is called settled is what people really gave and got.
      expect(now.in - before.in, said).toBe(sumLines(body.lines, 'in'));
      expect(now.out - before.out, said).toBe(sumLines(body.lines, 'out'));
      if (body.outcome === 'completed' && body.kind === 'sale')
        expect(body.inMinor - body.outMinor, said).toBe(body.amountMinor);
      if (body.outcome === 'completed' && body.kind === 'payout') expect(body.outMinor, said).toBe(body.amountMinor);
    }
  }

  /** A person counts everything and says so. */
  async #count(): Promise<void> {
    const counted = Object.entries(truth(this.machine)).map(([name, pieces]) => {
      const [place = '', form = '', valueMinor] = name.split('/');
      return { place: place as 'stock', form: form as 'note', valueMinor: Number(valueMinor), pieces };
    });
    const body = await this.life?.counter.recount({ operation: this.#name(), counted });
    expect(body?.lines).toEqual([]);
    expect(casesOf(this.journal, MACHINE.id)).toEqual([]);
  }
}

describe('money', () => {
  it('is one sum in machine, hands and books, over any operations with any faults, kills and power cuts', async () => {
    const outcomes = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.array(step, { minLength: 1, maxLength: 8 }),
        async (seed, steps) => {
          const play = new Play(seed);
          await play.begin();
          for (const each of steps) {
            const outcome = await play.play(each);
            outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
          }
          await play.life?.kill();
          vi.clearAllTimers();
        },
      ),
      { numRuns: 100 },
    );
    expect(outcomes.get('completed') ?? 0).toBeGreaterThan(0);
  }, 120_000);
});
