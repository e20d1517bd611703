import { vi } from 'vitest';
import type { Clock } from '../src/clock.ts';
import { openCounter } from '../src/counter/counter.ts';
import { Desk } from '../src/counter/desk.ts';
import { openLedger } from '../src/counter/ledger.ts';
import type { CountedMachine } from '../src/counter/operation.ts';
import { silentLog } from '../src/log.ts';
import type { OperationResult } from '../src/recycler/driver.ts';
import { MemoryJournal } from './memory-journal.ts';
import { ScriptedDriver } from './scripted-driver.ts';

export const MACHINE = { id: '0192f0c0-0000-7000-8000-000000000001', name: 'Front', currency: 'THB' };
export const BOOT = 'b'.repeat(32);
export const operation = (n: number) => `0192f0c0-0000-7000-8000-0000000001${String(n).padStart(2, '0')}`;
export const ended = (result: OperationResult['result'], driver: ScriptedDriver): OperationResult => ({
  result,
  steps: [],
  inventory: driver.read(),
});

/** A result of exactly these pieces, which have moved then. */
export const completed = (driver: ScriptedDriver, way: 'in' | 'out', pieces: Record<number, number>) => {
  const lines = driver.move(way, pieces);
  return ended({ outcome: 'completed', in: way === 'in' ? lines : [], out: way === 'out' ? lines : [] }, driver);
};

/** Pays the lines it was asked for last. */
export const payWanted = (driver: ScriptedDriver) => () => {
  const want = driver.wants.at(-1);
  const lines = want !== undefined && 'lines' in want ? want.lines : [];
  return completed(driver, 'out', Object.fromEntries(lines.map((line) => [line.valueMinor, line.pieces])));
};

/** A result that comes when the test says so. */
export function awaited() {
  let resolve: (result: OperationResult) => void = () => {};
  const promise = new Promise<OperationResult>((done) => {
    resolve = done;
  });
  return { promise, resolve: (result: OperationResult) => resolve(result) };
}

interface ShopParts {
  readonly journal?: MemoryJournal;
  readonly driver?: ScriptedDriver;
  readonly boot?: string;
  readonly machine?: Partial<CountedMachine>;
}

export async function openShop(over: ShopParts = {}) {
  vi.useFakeTimers({ now: Date.parse('2026-11-20T07:00:00Z') });
  const journal = over.journal ?? new MemoryJournal(BOOT);
  const driver = over.driver ?? new ScriptedDriver({ 10000: 50, 2000: 50, 100: 50 });
  const clock: Clock = { nowMs: () => Date.now(), monotonicMs: () => 0, boot: over.boot ?? BOOT };
  const shop = { timeZone: 'Asia/Bangkok', cutOffMinutes: 0 };
  const ledger = openLedger({ journal, shop, clock, clockWatch: { isOk: () => true } });
  const machine = { ...MACHINE, ...over.machine };
  const desk = new Desk({ machine, driver, ledger, records: journal, clock, log: silentLog });
  const counter = openCounter({ desks: [desk], records: journal, now: ledger.now });
  await desk.start();
  await vi.advanceTimersByTimeAsync(1);
  return { journal, driver, desk, counter };
}
