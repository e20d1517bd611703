import type { FactBody, FactKind } from '@tillbridge/shared/fact';
import { type Clock, instant } from '../clock.ts';
import type { Journal, NewFact, Note } from '../journal/journal.ts';
import { businessDate } from './business-date.ts';
import type { ClockWatch } from './clock-watch.ts';

export interface ShopDay {
  readonly timeZone: string;
  readonly cutOffMinutes: number;
}

/** A fact before it has its time. */
export type Draft = { readonly [K in FactKind]: { readonly kind: K; readonly body: FactBody<K> } }[FactKind];

/** What goes with facts into their commit. */
export interface Alongside {
  readonly drafts: readonly Draft[];
  readonly notes: readonly Note[];
  /** Called after the commit. */
  committed(): void;
}

/** The counter's pen: gives facts their time and business date, and writes them. */
export interface Ledger {
  /** One commit for all drafts; returns after it. Throws what the journal throws, and then nothing is written. */
  write(...drafts: readonly Draft[]): void;
  /** The wall clock now, as facts carry it. */
  now(): string;
}

export function openLedger(parts: {
  readonly journal: Pick<Journal, 'appendAll'>;
  readonly shop: ShopDay;
  readonly clock: Clock;
  readonly clockWatch: Pick<ClockWatch, 'isOk'>;
  /** Keeps a state in step with the facts, such as the open shift's. */
  readonly alongside?: (drafts: readonly Draft[], at: string) => Alongside;
}): Ledger {
  const { journal, shop, clock, clockWatch, alongside } = parts;
  return {
    now: () => instant(clock.nowMs()),
    write(...drafts) {
      const nowMs = clock.nowMs();
      const time = {
        occurredAt: instant(nowMs),
        businessDate: businessDate(nowMs, shop.timeZone, shop.cutOffMinutes),
        clockOk: clockWatch.isOk(),
      };
      const more = alongside?.(drafts, time.occurredAt);
      const all = [...drafts, ...(more?.drafts ?? [])];
      journal.appendAll(
        all.map((draft): NewFact => ({ ...draft, ...time })),
        more?.notes,
      );
      more?.committed();
    },
  };
}
