import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { type Clock, systemClock } from '../../clock.ts';
import { type Journal, type JournalOptions, type NewFact, openJournal } from '../../journal/journal.ts';
import { silentLog } from '../../log.ts';
import { type Delivery, type DeliveryOptions, startDelivery } from '../deliver.ts';
import type { FakeCloud } from './fake-cloud.ts';

export const AGENT = '01890000-0000-7000-8000-000000000001';
export const MACHINE = '01890000-0000-7000-8000-000000000002';
const { privateKey } = generateKeyPairSync('ed25519');

/** Short enough for a test to live through, long enough for the order of events to be the product's. */
export const SHORT_WAITS = { openEveryMs: 60_000, backOffMaxMs: 20, refusedMs: 40, answerWithinMs: 2_000 };

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'tillbridge-journal-'));
}
export function removeFolder(dir: string): void {
  rmSync(dir, { recursive: true, force: true });
}
export function copyFolder(from: string): string {
  const to = newFolder();
  cpSync(from, to, { recursive: true });
  return to;
}

/** A valid fact; `detail` tells one from another. */
export function aFact(detail: string, occurredAt = new Date().toISOString()): NewFact {
  return {
    kind: 'agent.event',
    body: { code: 'started', detail },
    occurredAt,
    businessDate: occurredAt.slice(0, 10),
    clockOk: true,
  };
}

export function openAt(dir: string, more: Partial<JournalOptions> = {}): Journal {
  return openJournal({ dir, agent: AGENT, clock: systemClock(), ballastBytes: 65_536, ...more });
}

export function deliveryOptions(cloud: FakeCloud, journal: Journal): DeliveryOptions {
  return {
    journal,
    cloudUrl: 'http://cloud.test',
    credentials: { agent: AGENT, key: `tb_test_12345678_${'a'.repeat(43)}_abcdef`, privateKey },
    software: 'test',
    clock: systemClock(),
    log: silentLog,
    fetch: cloud.fetch,
    waits: SHORT_WAITS,
  };
}

export function deliverTo(cloud: FakeCloud, journal: Journal, more: Partial<DeliveryOptions> = {}): Delivery {
  return startDelivery({ ...deliveryOptions(cloud, journal), ...more });
}

/** Waits until something is so; rejects with its name when it does not become so. */
export async function until(what: string, isSo: () => boolean, withinMs = 5_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`not so after ${withinMs} ms: ${what}`);
    await later(2);
  }
}

/** A clock whose wall time can be moved. */
export function movedClock(byMs: () => number): Clock {
  const clock = systemClock();
  return { boot: clock.boot, monotonicMs: () => clock.monotonicMs(), nowMs: () => clock.nowMs() + byMs() };
}
