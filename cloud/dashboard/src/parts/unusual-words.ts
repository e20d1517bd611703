import type { AnomalyRow, AnomalyState } from '@tillbridge/shared/reads-anomalies';
import { countLabel } from '../format/money.ts';
import type { Say } from '../words/say.ts';
import type { IconName } from './icon.tsx';
import type { Tone } from './state.tsx';

/** Whom the figures are of: a person as the shop wrote them, or the shop. */
export function unusualWho(row: AnomalyRow, say: Say): string {
  return row.operator ?? say.name(row.shop.name);
}

/** A figure in the unit of its rule. */
export function unusualFigure(value: number, row: AnomalyRow, say: Say): string {
  return row.figures.unit === 'minor' ? say.money(value, row.currency) : countLabel(value);
}

/** What stands out, in one sentence with its figures; it says what was counted and judges nobody. */
export function unusualSentence(row: AnomalyRow, say: Say): string {
  const { value, outOf, limitMinor } = row.figures;
  return say.t(`unusual.sentence.${row.rule}`, {
    name: unusualWho(row, say),
    value: unusualFigure(value, row, say),
    outOf: row.rule === 'shop_payouts' ? say.money(outOf ?? 0, row.currency) : countLabel(outOf ?? 0),
    limit: say.money(limitMinor ?? 0, row.currency),
    day: say.day(row.from, 'medium'),
  });
}

/** What is usual, in up to two sentences: of the time before, and of others. */
export function unusualUsual(row: AnomalyRow, say: Say): readonly [string, string] {
  const { own, peers } = row.figures;
  const figure = (value: number) => unusualFigure(value, row, say);
  const before = row.from === row.to ? 'unusual.ownDays' : 'unusual.ownWeeks';
  return [
    own === null ? say.t('unusual.ownNone') : say.t(before, { n: own.periods, expected: figure(own.expected) }),
    peers === null ? say.t('unusual.peersNone') : othersWords(peers, figure, say),
  ];
}

function othersWords(
  { others: n, least, most }: NonNullable<AnomalyRow['figures']['peers']>,
  figure: (value: number) => string,
  say: Say,
): string {
  if (least === most) return say.t('unusual.peersSame', { n, most: figure(most) });
  return say.t('unusual.peers', { n, least: figure(least), most: figure(most) });
}

export function unusualPeriod(row: AnomalyRow, say: Say): string {
  const day = say.day(row.from, row.from === row.to ? 'medium' : 'short');
  return row.from === row.to ? day : say.t('unusual.week', { day });
}

const STATES: Readonly<Record<AnomalyState, { readonly icon: IconName; readonly tone: Tone }>> = {
  open: { icon: 'variance', tone: 'warn' },
  snoozed: { icon: 'snooze', tone: 'plain' },
  resolved: { icon: 'tick', tone: 'plain' },
  withdrawn: { icon: 'cross', tone: 'off' },
};

export function unusualState(state: AnomalyState): { readonly icon: IconName; readonly tone: Tone } {
  return STATES[state];
}
