import type { Need, ShopSummary } from '@tillbridge/shared/reads';
import { bytesLabel } from '../format/bytes.ts';
import { denominationName } from '../format/money.ts';
import type { Say } from '../words/say.ts';
import { faultWord } from './fault-words.ts';
import type { IconName } from './icon.tsx';
import type { Tone } from './state.tsx';

export interface NeedWords {
  readonly icon: IconName;
  readonly tone: Tone;
  /** What is the matter and what follows from it. */
  readonly sentence: string;
  /** The same in a word or two, for a row. */
  readonly short: string;
  readonly verb: string;
  readonly href: string;
  readonly aside: string;
}

const ICONS: Readonly<Record<Need['code'], IconName>> = {
  unknown_outcome: 'unknown',
  owed: 'partial',
  retained: 'retained',
  unsettled: 'partial',
  discrepancy: 'variance',
  unit_low: 'low',
  unit_empty: 'low',
  unit_high: 'high',
  unit_full: 'high',
  unit_fault: 'warning',
  machine_offline: 'plug',
  retired_reports: 'plug',
  silent: 'silent',
  disk_low: 'disk',
  disk_full: 'disk',
  disk_stopped: 'disk',
  quarantine: 'tray',
  declared_lost: 'lost',
  quarantine_grows: 'tray',
  epoch_left: 'disk',
  divergence: 'variance',
  divergence_healed: 'variance',
  closing_variance: 'variance',
  clock_off: 'clock',
  backlog: 'tray',
  key_waiting: 'unlocked',
  configuration_waiting: 'disk',
};

/** Worst first within one severity: what may have lost money stands before what will be empty this afternoon. */
const ORDER: readonly Need['code'][] = [
  'unknown_outcome',
  'owed',
  'retained',
  'discrepancy',
  'unsettled',
  'disk_stopped',
  'machine_offline',
  'retired_reports',
  'unit_fault',
  'declared_lost',
  'divergence',
  'closing_variance',
  'disk_full',
  'unit_empty',
  'unit_full',
  'unit_low',
  'unit_high',
  'disk_low',
  'silent',
  'epoch_left',
  'quarantine_grows',
  'quarantine',
  'divergence_healed',
  'key_waiting',
  'clock_off',
  'backlog',
  'configuration_waiting',
];
const SEVERITIES: readonly Need['severity'][] = ['bad', 'warn', 'off'];

export function byUrgency(a: Need, b: Need): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    ORDER.indexOf(a.code) - ORDER.indexOf(b.code) ||
    (a.since < b.since ? 1 : -1)
  );
}

/** What of a shop the words of a need are filled with. */
export type NeedPlace = Pick<ShopSummary, 'currency' | 'timeZone'>;

/** Words a need. A value that did not travel leaves the general sentence rather than a hole in a particular one. */
export function wordNeed(need: Need, tile: NeedPlace, say: Say): NeedWords {
  const { t } = say;
  const number = (key: string) => (typeof need.values[key] === 'number' ? Number(need.values[key]) : undefined);
  const text = (key: string) => (typeof need.values[key] === 'string' ? String(need.values[key]) : undefined);
  const currency = text('currency') ?? tile.currency;
  const amount = (key: string) => say.money(number(key) ?? 0, currency);
  const kind = t(`kind.${kindOf(text('kind'))}`);
  const piece = pieceName(need, tile, say);
  const fault = text('fault');
  const values = {
    kind,
    kindWithin: kind.toLocaleLowerCase(say.language),
    amount: amount('amountMinor'),
    in: amount('inMinor'),
    out: amount('outMinor'),
    owed: amount('owedMinor'),
    piece: piece.name,
    form: piece.form,
    machine: text('machine') ?? '',
    agent: text('agent') ?? '',
    minutes: number('minutes') ?? 0,
    pieces: number('pieces') ?? 0,
    capacity: number('capacity') ?? 0,
    number: number('number') ?? 0,
    ordinal: number('ordinal') ?? 0,
    fault: fault === undefined ? t('fault.other') : faultWord(fault, say),
    count: number('count') ?? number('facts') ?? 0,
    since: say.clock(need.since, tile.timeZone),
    sinceDay: `${say.dayAt(need.since, tile.timeZone, 'short')} ${say.clock(need.since, tile.timeZone)}`,
    free: bytesLabel(number('freeBytes') ?? 0),
  };
  const matter = matterOf(need);
  return {
    icon: ICONS[need.code],
    tone: need.code === 'owed' || need.code === 'retained' ? 'warn' : need.severity,
    sentence: t(`need.${matter}.sentence`, values),
    short: t(`need.${matter}.short`, values),
    verb: t(`need.verb.${verbOf(need)}`),
    href: hrefOf(need),
    aside: say.word(`need.${matter}.aside`, values) ?? '',
  };
}

/** A fault that names no unit is one of the machine. */
function matterOf({ code, values }: Need): Need['code'] | 'machine_fault' | 'machine_near_empty' {
  if (code !== 'unit_fault' || values['unit'] !== undefined) return code;
  return values['fault'] === 'machine.near-empty' ? 'machine_near_empty' : 'machine_fault';
}

function verbOf({ code, caseId, transactionId }: Need): 'case' | 'pieces' | 'machine' | 'shop' {
  if (caseId !== undefined) return 'case';
  if (transactionId !== undefined) return 'pieces';
  return code.startsWith('unit') || code === 'machine_offline' || code === 'retired_reports' ? 'machine' : 'shop';
}

function hrefOf({ code, shopId, caseId, transactionId }: Need): string {
  if (caseId !== undefined) return `/cases/${caseId}`;
  if (transactionId !== undefined) return `/transactions/${transactionId}`;
  if (code === 'retired_reports') return `/agents/pair?shop=${shopId}#retired`;
  return `/shops/${shopId}${code.startsWith('unit') || code === 'machine_offline' ? '#machine' : '#health'}`;
}

const KINDS = [
  'deposit',
  'sale',
  'change',
  'payout',
  'exchange',
  'refill',
  'collection',
  'adjustment',
  'purchase_payout',
] as const;

function kindOf(text: string | undefined): (typeof KINDS)[number] {
  return KINDS.find((kind) => kind === text) ?? 'payout';
}

function pieceName(
  need: Need,
  tile: NeedPlace,
  say: Say,
): { readonly name: string; readonly form: 'note' | 'coin' | 'other' } {
  const { unit, role, form, currency, valueMinor } = need.values;
  if (typeof valueMinor !== 'number') return { name: unitWord(role, String(unit ?? ''), say), form: 'other' };
  return {
    name: denominationName(valueMinor, String(currency ?? tile.currency)),
    form: form === 'coin' ? 'coin' : 'note',
  };
}

function unitWord(role: Need['values'][string] | undefined, name: string, say: Say): string {
  if (role === 'box' || role === 'overflow') return say.t('bucket.box');
  if (role === 'reject') return say.t('bucket.reject');
  return say.t('unit.named', { unit: name });
}
