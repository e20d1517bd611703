import {
  type Coming,
  HORIZON_DAYS,
  LEARNED_DAYS_MIN,
  type LevelDenomination,
  type LevelUnit,
  type MachineLevels,
} from '@tillbridge/shared/reads-levels';
import { countLabel } from '../format/money.ts';
import type { Say } from '../words/say.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Below this a time ahead is told in hours. */
const HOURS_TOLD_MAX = 36;

export interface Told {
  readonly head: string;
  readonly detail: string;
  readonly tone: 'warn' | 'off' | '';
}

/** When a unit runs empty and full, a line each; or why nothing is foreseen. */
export function outlookWords(unit: LevelUnit, row: MachineLevels, now: string, say: Say): readonly Told[] {
  const { outlook, empty, full } = unit;
  if (outlook === 'little_history') {
    const days = row.learned?.days ?? 0;
    return [{ head: say.t('levels.little', { days, needed: LEARNED_DAYS_MIN }), detail: '', tone: 'off' }];
  }
  if (outlook !== 'known') return [{ head: say.t(`levels.${outlook}`), detail: '', tone: 'off' }];
  const told = [
    ...(empty === null ? [] : comingWords(empty, 'empty', row.shop.timeZone, now, say)),
    ...(full === null ? [] : comingWords(full, 'full', row.shop.timeZone, now, say)),
  ];
  if (told.length > 0) return told;
  return [{ head: say.t('levels.beyond', { n: HORIZON_DAYS }), detail: '', tone: 'off' }];
}

function comingWords(
  { earliestAt, likelyAt }: Coming,
  what: 'empty' | 'full',
  timeZone: string,
  now: string,
  say: Say,
): Told[] {
  if (earliestAt === null) return [];
  const from = Math.floor(Date.parse(earliestAt) / HOUR_MS) * HOUR_MS;
  if (likelyAt === null) {
    const detail = say.t('levels.earliest', { time: moment(from, timeZone, say), n: HORIZON_DAYS });
    return [{ head: say.t(`levels.may.${what}`), detail, tone: '' }];
  }
  const aheadMs = Date.parse(likelyAt) - Date.parse(now);
  if (aheadMs <= 0) return [{ head: say.t(`levels.now.${what}`), detail: '', tone: 'warn' }];
  const hours = Math.max(1, Math.round(aheadMs / HOUR_MS));
  const time =
    hours < HOURS_TOLD_MAX
      ? say.t('levels.hours', { n: hours })
      : say.t('levels.days', { n: Math.round(aheadMs / DAY_MS) });
  const to = Math.ceil(Date.parse(likelyAt) / HOUR_MS) * HOUR_MS;
  return [{ head: say.t(`levels.in.${what}`, { time }), detail: rangeWords(from, to, timeZone, say), tone: '' }];
}

function rangeWords(fromMs: number, toMs: number, timeZone: string, say: Say): string {
  const [from, to] = [new Date(fromMs).toISOString(), new Date(toMs).toISOString()];
  const sameDay = say.dayAt(from, timeZone, 'short') === say.dayAt(to, timeZone, 'short');
  return `${moment(fromMs, timeZone, say)} – ${sameDay ? say.clock(to, timeZone) : moment(toMs, timeZone, say)}`;
}

function moment(atMs: number, timeZone: string, say: Say): string {
  const at = new Date(atMs).toISOString();
  return `${say.dayAt(at, timeZone, 'short')} ${say.clock(at, timeZone)}`;
}

/** What to order of a denomination: so many straps or rolls, or why none. */
export function orderWords({ form, set, order }: LevelDenomination, say: Say): string {
  if (set === null) return say.t('levels.noPar');
  if (order === null) return say.t('levels.noStock');
  if (order.packs > 0) {
    const values = { n: order.packs, each: order.packPieces, pieces: countLabel(order.pieces) };
    return say.t(`levels.packs.${form}`, values);
  }
  return order.leftPieces >= set.par ? say.t('levels.atPar') : say.t(`levels.noRoom.${form}`);
}
