import type { Me, TransactionDetail } from '@tillbridge/shared/reads';
import { countLabel } from '../format/money.ts';
import { Crumbs } from '../parts/crumbs.tsx';
import { faultRemedy, faultWord } from '../parts/fault-words.ts';
import { Icon } from '../parts/icon.tsx';
import { machineName } from '../parts/machine-name.ts';
import { Money } from '../parts/money.tsx';
import { Outcome, outcomeTone } from '../parts/outcome.tsx';
import { Pieces } from '../parts/pieces.tsx';
import { TakingBack } from '../parts/taking-back.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { CopyLink } from '../shell/copy-link.tsx';
import type { Say } from '../words/say.ts';

export interface TransactionViewProps {
  readonly detail: TransactionDetail;
  readonly me: Me;
  readonly say: Say;
}

/** One operation of a machine: the sum said aloud, its pieces, and its way from the machine to this page. */
export function TransactionView({ detail, me, say }: TransactionViewProps) {
  const { t } = say;
  const { row, shop } = detail;
  const title = t(`kind.${row.kind}`);
  const list = `/shops/${shop.id}/transactions`;
  return (
    <>
      <Crumbs
        steps={[
          { word: say.name(shop.name), href: `/shops/${shop.id}` },
          { word: t('nav.transactions'), href: `${list}?day=${row.businessDate}` },
        ]}
        here={row.reference ?? `${shop.code} ${countLabel(detail.fact.sequence)}`}
        say={say}
      />
      <header className="head">
        <div>
          <h1>
            {title} {say.money(row.amountMinor, row.currency)}
          </h1>
          <p className="sub">
            <Outcome row={row} say={say} />
            <span className="meta">
              {t('transaction.atMachine', {
                day: say.dayAt(row.occurredAt, shop.timeZone, 'medium'),
                time: say.clock(row.occurredAt, shop.timeZone, 'seconds'),
              })}
            </span>
          </p>
        </div>
        <div className="tools">
          <CopyLink />
        </div>
      </header>
      <Advice detail={detail} say={say} />
      <Sum detail={detail} say={say} />
      <div className="two body">
        <div className="io">
          <section aria-labelledby="in">
            <h2 id="in">{t('pieces.in')}</h2>
            <Pieces lines={detail.lines} direction="in" currency={row.currency} owedMinor={0} say={say} />
          </section>
          <section aria-labelledby="out">
            <h2 id="out">{t('pieces.out')}</h2>
            <Pieces lines={detail.lines} direction="out" currency={row.currency} owedMinor={row.owedMinor} say={say} />
          </section>
        </div>
        <div>
          <About detail={detail} say={say} />
          <TakingBack detail={detail} me={me} say={say} />
        </div>
      </div>
      <section className="sec" aria-labelledby="way">
        <div className="bar">
          <h2 id="way">{t('timeline.heading')}</h2>
          <span className="meta">{wayWords(detail, say)}</span>
        </div>
        <Timeline detail={detail} say={say} />
      </section>
    </>
  );
}

/** What the outcome asks of a person; nothing where all is well. This page only tells: cash moves at the shop alone. */
function Advice({ detail, say }: { readonly detail: TransactionDetail; readonly say: Say }) {
  const tone = outcomeTone(detail.row.outcome);
  if (tone === 'plain' && detail.reason === null) return null;
  const owed = say.money(detail.row.owedMinor, detail.row.currency);
  const parts = [
    detail.reason === null ? '' : faultWord(detail.reason, say),
    tone === 'plain'
      ? ''
      : say.t(
          `advice.${detail.row.outcome === 'unknown' ? 'unknown' : detail.row.outcome === 'retained' ? 'retained' : 'partial'}`,
          { owed },
        ),
    detail.reason !== null && tone !== 'plain' ? faultRemedy(detail.reason, say) : '',
  ].filter((part) => part !== '');
  return (
    <div className={`note mt-5 ${tone}`}>
      <Icon name={tone === 'plain' ? 'refused' : 'warning'} />
      <p>{parts.join(say.language === 'th' ? ' ' : '. ').replace(/\.\.$/, '.')}</p>
    </div>
  );
}

/** In − out − sale = owed, written as a line. A payout reads asked − out = owed. */
function Sum({ detail: { row }, say }: { readonly detail: TransactionDetail; readonly say: Say }) {
  const { t } = say;
  const takes = row.kind === 'sale' || row.kind === 'deposit';
  const gives = row.kind === 'payout' || row.kind === 'purchase_payout' || row.kind === 'change';
  const figure = (label: string, amountMinor: number, tone = '') => (
    <div className={tone}>
      <p className="meta">{label}</p>
      <p className={`fig ${tone}`}>
        <Money amountMinor={amountMinor} currency={row.currency} />
      </p>
    </div>
  );
  const owedTone = row.owedMinor > 0 ? 'warn' : '';
  const op = (sign: string) => (
    <span className="op" aria-hidden="true">
      {sign}
    </span>
  );
  const rest = row.inMinor - row.outMinor - row.amountMinor;
  if (takes && rest === 0 && row.owedMinor === 0) {
    return (
      <div className="sum3">
        {figure(t('sum.in'), row.inMinor)}
        {op('−')}
        {figure(t('sum.out'), row.outMinor)}
        {op('=')}
        {figure(t(`kind.${row.kind}`), row.amountMinor)}
      </div>
    );
  }
  if (takes) {
    const settled = row.outcome === 'completed' || row.outcome === 'partial';
    return (
      <div className="sum3">
        {figure(t('sum.in'), row.inMinor)}
        {op('−')}
        {figure(t('sum.out'), row.outMinor)}
        {settled && op('−')}
        {settled && figure(t(`kind.${row.kind}`), row.amountMinor)}
        {op('=')}
        {settled
          ? figure(t(row.owedMinor > 0 ? 'sum.owed' : 'sum.rest'), row.owedMinor > 0 ? row.owedMinor : rest, owedTone)
          : figure(t('sum.kept'), row.inMinor - row.outMinor)}
      </div>
    );
  }
  if (gives) {
    return (
      <div className="sum3">
        {figure(t('sum.asked'), row.amountMinor)}
        {op('−')}
        {figure(t('sum.out'), row.outMinor)}
        {op('=')}
        {figure(
          t(row.owedMinor > 0 ? 'sum.owed' : 'sum.rest'),
          row.owedMinor > 0 ? row.owedMinor : row.amountMinor - row.outMinor,
          owedTone,
        )}
      </div>
    );
  }
  return (
    <div className="sum3">
      {figure(t('sum.in'), row.inMinor)}
      {op('−')}
      {figure(t('sum.out'), row.outMinor)}
      {op('=')}
      {figure(t('sum.kept'), row.inMinor - row.outMinor)}
    </div>
  );
}

function About({ detail, say }: { readonly detail: TransactionDetail; readonly say: Say }) {
  const { t } = say;
  const { row, shop, machine, fact } = detail;
  const facts: readonly (readonly [string, string])[] = [
    [t('about.operator'), row.operator ?? '–'],
    [t('about.reference'), row.reference ?? '–'],
    ...(detail.seal === undefined ? [] : [[t('about.seal'), detail.seal] as const]),
    ...(detail.receiver === undefined ? [] : [[t('about.receiver'), detail.receiver] as const]),
    [t('about.machine'), machineName(machine, say)],
    ...detail.mapped.map((name) => [t('reversals.mapped'), t('reversals.mappedFrom', name)] as const),
    [t('about.serial'), machine.serial ?? '–'],
    [t('about.businessDate'), say.day(row.businessDate, 'medium')],
    [
      t('about.received'),
      `${say.dayAt(row.receivedAt, shop.timeZone, 'short')} ${say.clock(row.receivedAt, shop.timeZone, 'seconds')}`,
    ],
    [t('about.fact'), countLabel(fact.sequence)],
    [t('about.batch'), `${countLabel(fact.batch.first)}–${countLabel(fact.batch.last)}`],
    [t('about.clock'), t(fact.clockOk ? 'about.clockOk' : 'about.clockNotOk')],
  ];
  return (
    <aside aria-labelledby="about">
      <h2 id="about" className="mb-1">
        {t('about.heading')}
      </h2>
      <dl className="dl ruled">
        {facts.map(([label, value]) => (
          <div key={label} className="contents">
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="meta mt-3">
        {t('about.hash')} <span className="mono">{fact.hash.slice(0, 16)}</span>
      </p>
    </aside>
  );
}

function wayWords(detail: TransactionDetail, say: Say): string {
  const starts = [
    detail.row.occurredAt,
    ...detail.steps.map((step) => step.at),
    ...(detail.intendedAt === null ? [] : [detail.intendedAt]),
  ];
  const first = Math.min(...starts.map((at) => Date.parse(at)));
  return say.t('timeline.took', {
    duration: say.duration(Date.parse(detail.row.receivedAt) - first),
  });
}
