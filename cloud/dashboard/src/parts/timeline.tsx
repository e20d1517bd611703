import type { TransactionDetail } from '@tillbridge/shared/reads';
import { countLabel } from '../format/money.ts';
import type { Say } from '../words/say.ts';
import { faultWord } from './fault-words.ts';
import { outcomeTone } from './outcome.tsx';

type Lane = 'machine' | 'journal' | 'cloud';

interface Moment {
  readonly at: string;
  readonly lane: Lane;
  readonly tone: '' | 'bad' | 'warn';
  readonly title: string;
  readonly detail: string;
}

const LANES: readonly Lane[] = ['machine', 'journal', 'cloud'];

/** Machine, journal and cloud as three lanes with one clock; on a phone one line that names its lane at the right. */
export function Timeline({ detail, say }: { readonly detail: TransactionDetail; readonly say: Say }) {
  const { t } = say;
  const zone = detail.shop.timeZone;
  const moments = momentsOf(detail, say);
  return (
    <ol className="lanes">
      <li className="contents" aria-hidden="true">
        <span className="h">{t('transaction.time')}</span>
        {LANES.map((lane) => (
          <span key={lane} className="h">
            {t(`timeline.${lane}`)}
          </span>
        ))}
      </li>
      {moments.map((moment, i) => (
        <li key={`${moment.at}${moment.lane}${moment.title}`} className={`ev ${moment.tone}`}>
          <span className="t">
            {say.clock(moment.at, zone, 'milliseconds')}
            {say.dayAt(moment.at, zone, 'short') !== dayBefore(moments, i, zone, say) && (
              <span className="block">{say.dayAt(moment.at, zone, 'short')}</span>
            )}
          </span>
          {LANES.map((lane) =>
            lane === moment.lane ? (
              <div key={lane} className="x">
                <span className="lane meta">{t(`timeline.${lane}Short`)}</span>
                <b>{moment.title}</b>
                {moment.detail !== '' && <span className="meta block">{moment.detail}</span>}
              </div>
            ) : (
              <span key={lane} className="v" />
            ),
          )}
        </li>
      ))}
    </ol>
  );
}

/** The day of the moment before; the first needs none, the heading of the page has it. */
function dayBefore(moments: readonly Moment[], i: number, zone: string, say: Say): string {
  return say.dayAt(moments[Math.max(0, i - 1)]?.at ?? '', zone, 'short');
}

function momentsOf(detail: TransactionDetail, say: Say): readonly Moment[] {
  const { row, fact, steps } = detail;
  const { t } = say;
  const tone = outcomeTone(row.outcome);
  const moments: Moment[] = steps
    .filter((step) => step.code !== 'fact_stored')
    .map((step) => ({
      at: step.at,
      lane: step.where,
      tone: isTrouble(step.code) ? 'bad' : '',
      title: stepWords(step.code, say),
      detail: detailWords(step.code, step.detail ?? '', row.currency, say),
    }));
  if (detail.intendedAt !== null && !steps.some((step) => step.code === 'intent_written')) {
    moments.push({
      at: detail.intendedAt,
      lane: 'journal',
      tone: '',
      title: t('timeline.intent'),
      detail: t('timeline.intentDetail', {
        kind: t(`kind.${row.kind}`),
        amount: say.money(row.amountMinor, row.currency),
      }),
    });
  }
  moments.push({
    at: steps.find((step) => step.code === 'fact_stored')?.at ?? row.occurredAt,
    lane: 'journal',
    tone: tone === 'bad' || tone === 'warn' ? tone : '',
    title: t('timeline.stored', { sequence: countLabel(fact.sequence) }),
    detail: t('timeline.storedDetail', { outcome: t(`outcome.${row.outcome}`) }),
  });
  moments.push({
    at: row.receivedAt,
    lane: 'cloud',
    tone: '',
    title: t('timeline.receipt'),
    detail: t('timeline.receiptDetail', {
      first: countLabel(fact.batch.first),
      last: countLabel(fact.batch.last),
      hash: fact.hash.slice(0, 12),
    }),
  });
  return moments.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : LANES.indexOf(a.lane) - LANES.indexOf(b.lane)));
}

const TROUBLES: readonly string[] = [
  'jam',
  'door_open',
  'unit_missing',
  'link_lost',
  'payout_not_answered',
  'stock_differs',
];
/** Steps whose detail is an amount in minor units. */
const AMOUNTS: readonly string[] = [
  'cash_counted',
  'deposit_closed',
  'change_started',
  'exchange_started',
  'giving_back',
  'payout_started',
  'cash_given_back',
];

function isTrouble(code: string): boolean {
  return TROUBLES.includes(code);
}

function detailWords(code: string, detail: string, currency: string, say: Say): string {
  if (code === 'recovered') return say.word(`outcome.${detail}`) ?? detail;
  return AMOUNTS.includes(code) && /^\d{1,15}$/.test(detail) ? say.money(Number(detail), currency) : detail;
}

/** A step's word from the dictionary, else the fault it names, else its code as written. */
function stepWords(code: string, say: Say): string {
  return say.word(`step.${code}`) ?? faultWord(code, say).replaceAll('_', ' ');
}
