import type { Database } from '../db/client.ts';
import type { SealedPlace } from '../store/read-places.ts';
import { compareDay } from './compare-day.ts';
import { compareMachines } from './compare-machines.ts';
import { compareRange } from './compare-range.ts';
import { type DueDay, dueDays, dueRanges } from './due-comparisons.ts';
import { noteArchivedPlaces } from './note-archived-places.ts';
import type { Divergence } from './note-divergences.ts';

/** What one round looks at in one organization; what is left is due in the next. */
const RANGES_PER_ROUND = 40;
const DAYS_PER_ROUND = 120;

export interface RoundTools {
  readonly db: Database;
  /** Undefined: this installation has no archive. */
  readonly archive: SealedPlace | undefined;
  /** Called before each piece of work; a test throws there, as a killed process would end there. */
  readonly onStep?: (step: string) => void;
}

export interface ComparedRound {
  readonly ranges: number;
  readonly days: number;
  readonly facts: number;
  readonly healed: number;
  readonly open: number;
}

/**
 * Goes over what is due of one organization: the streams against their stored facts, then the facts of business days
 * against what was derived from them. Each piece is a transaction of its own and may be repeated.
 */
export async function compareRound(tools: RoundTools, org: string, now: Date = new Date()): Promise<ComparedRound> {
  const { db, archive, onStep } = tools;
  const found: Divergence[] = [];
  const archiveKnown = await noteArchivedPlaces(db, archive, org);
  const ranges = await dueRanges(db, org, now, RANGES_PER_ROUND);
  const touched: DueDay[] = [];
  for (const range of ranges) {
    onStep?.('a range');
    const compared = await compareRange(db, org, range, archiveKnown);
    found.push(...compared.found);
    touched.push(...compared.days.map((day) => ({ shop: range.shop, day })));
  }
  const due = await dueDays(db, org, now, DAYS_PER_ROUND);
  const days = distinct([...touched, ...due]);
  let facts = 0;
  const shops = new Set<string>();
  for (const { shop, day } of days) {
    onStep?.('a day');
    const compared = await compareDay(db, org, shop, day);
    facts += compared.facts;
    found.push(...compared.found);
    if (compared.proven) shops.add(shop);
  }
  for (const shop of shops) {
    onStep?.('machines');
    found.push(...(await compareMachines(db, org, shop)));
  }
  const healed = found.filter((one) => one.healed).length;
  return { ranges: ranges.length, days: days.length, facts, healed, open: found.length - healed };
}

function distinct(days: readonly DueDay[]): readonly DueDay[] {
  return [...new Map(days.map((one) => [`${one.shop} ${one.day}`, one])).values()];
}
