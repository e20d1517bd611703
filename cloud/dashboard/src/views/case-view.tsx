import type { CaseDetail, RecountRow } from '@tillbridge/shared/reads-cases';
import Link from 'next/link';
import { countLabel } from '../format/money.ts';
import { CaseStateWords } from '../parts/case-rows.tsx';
import { CaseStory } from '../parts/case-story.tsx';
import { caseQuestion, caseTitle } from '../parts/case-words.ts';
import { Crumbs } from '../parts/crumbs.tsx';
import { faultRemedy, faultWord } from '../parts/fault-words.ts';
import { Icon } from '../parts/icon.tsx';
import { machineName } from '../parts/machine-name.ts';
import { Pieces } from '../parts/pieces.tsx';
import { differenceOf, figureRows, ThreeFigures } from '../parts/three-figures.tsx';
import { CaseActs } from '../shell/case-acts.tsx';
import { CopyLink } from '../shell/copy-link.tsx';
import type { Say } from '../words/say.ts';

export interface CaseViewProps {
  readonly detail: CaseDetail;
  /** Whether this person may record anything; the API decides all the same. */
  readonly mayRecord: boolean;
  readonly say: Say;
}

/** One case: what is in question, the pieces, what was counted beside what was expected, and who said what about it. */
export function CaseView({ detail, mayRecord, say }: CaseViewProps) {
  const { t } = say;
  const { row } = detail;
  return (
    <>
      <Crumbs
        steps={[
          { word: t('nav.cases'), href: '/cases' },
          { word: say.name(row.shop.name), href: `/shops/${row.shop.id}` },
        ]}
        here={caseTitle(row, say)}
        say={say}
      />
      <header className="head">
        <div>
          <h1>{caseTitle(row, say)}</h1>
          <div className="sub">
            <CaseStateWords row={row} say={say} />
            <span className="meta">
              {t('cases.openedAt', {
                day: say.dayAt(row.openedAt, row.shop.timeZone, 'medium'),
                time: say.clock(row.openedAt, row.shop.timeZone, 'seconds'),
                age: say.age(row.openedAt, detail.asOf),
              })}
            </span>
          </div>
        </div>
        <div className="tools">
          <CopyLink />
        </div>
      </header>
      <NextStep detail={detail} say={say} />
      <div className="two body">
        <div>
          <section aria-labelledby="moved">
            <div className="bar">
              <h2 id="moved">{t('cases.evidence')}</h2>
              <span className="meta">{caseQuestion(row, say)}</span>
            </div>
            <div className="io">
              <Pieces lines={row.lines} direction="in" currency={row.currency} owedMinor={0} say={say} />
              <Pieces
                lines={row.lines}
                direction="out"
                currency={row.currency}
                owedMinor={row.owedMinor ?? 0}
                say={say}
              />
            </div>
          </section>
          {detail.recounts.map((recount) => (
            <Counted key={recount.operation} recount={recount} detail={detail} say={say} />
          ))}
          <section className="sec" aria-labelledby="story">
            <h2 id="story" className="mb-2">
              {t('cases.story.heading')}
            </h2>
            <CaseStory detail={detail} say={say} />
          </section>
        </div>
        <div>
          <About detail={detail} say={say} />
          {mayRecord && <CaseActs detail={detail} />}
        </div>
      </div>
    </>
  );
}

/** What is to be done, and by whom; nothing on this page moves cash. */
function NextStep({ detail, say }: { readonly detail: CaseDetail; readonly say: Say }) {
  const { state, reason } = detail.row;
  if (state === 'settled' || state === 'resolved') return null;
  const parts = [
    reason === null ? '' : faultWord(reason, say),
    reason === null ? '' : faultRemedy(reason, say),
    say.t(detail.orphaned ? 'cases.orphaned' : 'cases.countAtShop'),
  ].filter((part) => part !== '');
  return (
    <div className={`note mt-5 ${state === 'open' ? 'warn' : ''}`}>
      <Icon name="warning" />
      <p>{parts.join(say.language === 'th' ? ' ' : '. ').replaceAll('..', '.')}</p>
    </div>
  );
}

function Counted({
  recount,
  detail,
  say,
}: {
  readonly recount: RecountRow;
  readonly detail: CaseDetail;
  readonly say: Say;
}) {
  const { t } = say;
  const { row } = detail;
  const rows = figureRows(recount.expected, recount.reported, recount.counted);
  const differing = rows.filter((each) => (differenceOf(each) ?? 0) !== 0 || each.expected !== each.reported);
  const figures = { currency: row.currency, caption: t('cases.counted'), say };
  return (
    <section className="sec" aria-label={t('cases.counted')}>
      <div className="bar">
        <h2>{t('cases.counted')}</h2>
        <span className="meta">
          {[
            recount.operator ?? '',
            say.dayAt(recount.occurredAt, row.shop.timeZone, 'short'),
            say.clock(recount.occurredAt, row.shop.timeZone),
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
      </div>
      {recount.note !== null && <p className="soft mb-2">{recount.note}</p>}
      {differing.length === 0 ? (
        <p className="empty soft">{t('cases.nothingDiffers')}</p>
      ) : (
        <ThreeFigures rows={differing} {...figures} />
      )}
      {differing.length < rows.length && (
        <details className="as-table">
          <summary>{t('cases.allDenominations', { n: rows.length })}</summary>
          <ThreeFigures rows={rows} {...figures} />
        </details>
      )}
    </section>
  );
}

function About({ detail, say }: { readonly detail: CaseDetail; readonly say: Say }) {
  const { t } = say;
  const { row, fact } = detail;
  const facts: readonly (readonly [string, string])[] = [
    [t('shops.shop'), say.name(row.shop.name)],
    [t('about.machine'), machineName(row.machine, say)],
    [t('about.operator'), row.operator ?? '–'],
    [t('about.reference'), row.reference ?? '–'],
    [t('about.businessDate'), say.day(row.businessDate, 'medium')],
    [t('cases.assignee'), row.assignee?.name ?? '–'],
    [t('about.fact'), fact.branch === 0 ? countLabel(fact.sequence) : `${countLabel(fact.sequence)} / ${fact.branch}`],
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
      {row.about === 'operation' && (
        <p className="mt-3">
          <Link className="go" href={`/transactions/${row.id}`}>
            {t('cases.toTransaction')}
          </Link>
        </p>
      )}
    </aside>
  );
}
