import type { AnomalyDetail } from '@tillbridge/shared/reads-anomalies';
import { countLabel } from '../format/money.ts';
import { Crumbs } from '../parts/crumbs.tsx';
import { EvidenceRows } from '../parts/evidence-rows.tsx';
import { Icon } from '../parts/icon.tsx';
import { UnusualState } from '../parts/unusual-rows.tsx';
import { UnusualStory } from '../parts/unusual-story.tsx';
import { unusualFigure, unusualPeriod, unusualSentence, unusualUsual, unusualWho } from '../parts/unusual-words.ts';
import { CopyLink } from '../shell/copy-link.tsx';
import { UnusualActs } from '../shell/unusual-acts.tsx';
import type { Say } from '../words/say.ts';

export interface UnusualOneViewProps {
  readonly detail: AnomalyDetail;
  /** Whether this person may record anything; the API decides all the same. */
  readonly mayRecord: boolean;
  readonly say: Say;
}

/** Unusual figures of one person or shop: what stands out and what is usual, what was counted, and who said what about it. */
export function UnusualOneView({ detail, mayRecord, say }: UnusualOneViewProps) {
  const { t } = say;
  const { row, evidence, evidenceTotal } = detail;
  const zone = row.shop.timeZone;
  const title = `${t(`unusual.title.${row.rule}`)} · ${unusualWho(row, say)}`;
  return (
    <>
      <Crumbs
        steps={[
          { word: t('nav.cases'), href: '/cases' },
          { word: t('unusual.one'), href: '/cases/unusual' },
        ]}
        here={title}
        say={say}
      />
      <header className="head">
        <div>
          <h1>{title}</h1>
          <div className="sub">
            <UnusualState row={row} say={say} />
            <span className="meta">
              {[
                unusualPeriod(row, say),
                t('unusual.judged', {
                  day: say.dayAt(row.judgedAt, zone, 'short'),
                  time: say.clock(row.judgedAt, zone),
                  age: say.age(row.judgedAt, detail.asOf),
                }),
              ].join(' · ')}
            </span>
          </div>
        </div>
        <div className="tools">
          <CopyLink />
        </div>
      </header>
      {row.state !== 'resolved' && (
        <div className="note mt-5">
          <Icon name="unknown" />
          <p>{t(row.state === 'withdrawn' ? 'unusual.withdrawn' : 'unusual.ask')}</p>
        </div>
      )}
      <div className="two body">
        <div>
          <section aria-labelledby="stands-out">
            <h2 id="stands-out" className="mb-2">
              {t('unusual.standsOut')}
            </h2>
            <p>{unusualSentence(row, say)}</p>
            <p className="soft mt-1">{unusualUsual(row, say).join(' ')}</p>
          </section>
          <section className="sec" aria-labelledby="evidence">
            <div className="bar">
              <h2 id="evidence">{t('unusual.evidence')}</h2>
              <span className="meta">
                {t('unusual.evidenceOf', { shown: countLabel(evidence.length), total: countLabel(evidenceTotal) })}
              </span>
            </div>
            <EvidenceRows rows={evidence} of={row} say={say} />
          </section>
          <section className="sec" aria-labelledby="story">
            <h2 id="story" className="mb-2">
              {t('cases.story.heading')}
            </h2>
            <UnusualStory detail={detail} say={say} />
          </section>
        </div>
        <div>
          <Figures detail={detail} say={say} />
          {mayRecord && <UnusualActs detail={detail} />}
        </div>
      </div>
    </>
  );
}

/** The figures beside each other: this period, the own past, and others. */
function Figures({ detail, say }: { readonly detail: AnomalyDetail; readonly say: Say }) {
  const { t } = say;
  const { row } = detail;
  const { value, own, peers } = row.figures;
  const figure = (one: number | undefined) => (one === undefined ? '–' : unusualFigure(one, row, say));
  const facts: readonly (readonly [string, string])[] = [
    [t('unusual.here'), figure(value)],
    [t('unusual.ownExpected'), figure(own?.expected)],
    [t('unusual.peersExpected'), figure(peers?.expected)],
    [t('unusual.peersMost'), figure(peers?.most)],
    [t('unusual.who'), row.operator ?? t('unusual.theShop')],
    [t('shops.shop'), say.name(row.shop.name)],
    [t('unusual.period'), `${say.day(row.from, 'short')} – ${say.day(row.to, 'short')}`],
    [t('cases.assignee'), row.assignee?.name ?? '–'],
  ];
  return (
    <aside aria-labelledby="figures">
      <h2 id="figures" className="mb-1">
        {t('unusual.figure')}
      </h2>
      <dl className="dl ruled">
        {facts.map(([label, words]) => (
          <div key={label} className="contents">
            <dt>{label}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}
