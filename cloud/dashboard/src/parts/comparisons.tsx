import type { Pipeline } from '@tillbridge/shared/reads-custody';
import type { AskedShop, DivergenceList, DivergenceRow } from '@tillbridge/shared/reads-divergences';
import type { ReactNode } from 'react';
import { countLabel } from '../format/money.ts';
import type { Say } from '../words/say.ts';
import { ListPages } from './list-pages.tsx';
import { State } from './state.tsx';

export interface ComparisonsProps {
  readonly pipeline: Pipeline;
  /** Null: whoever looks may not see them. */
  readonly divergences: DivergenceList | null;
  readonly cursor: string | undefined;
  /** Where a person says what became of it; left out for whoever may not. */
  readonly deskOf: ((id: string) => ReactNode) | undefined;
  readonly say: Say;
}

/** How far the cloud has compared itself with what it took custody of, and where it did not agree. */
export function Comparisons({ pipeline, divergences, cursor, deskOf, say }: ComparisonsProps) {
  const { t } = say;
  const { days, asOf } = pipeline;
  return (
    <section className="sec" aria-labelledby="comparisons">
      <div className="bar">
        <h2 id="comparisons">{t('pipeline.comparisons')}</h2>
      </div>
      <p className="soft mb-3">{t('pipeline.comparisonsLead')}</p>
      <p className="mb-3">
        {days === null
          ? t('pipeline.noDays')
          : t('pipeline.days', {
              count: days.count,
              oldest: say.day(days.oldest, 'medium'),
              age: say.age(days.lastAt, asOf),
            })}
      </p>
      {divergences !== null && divergences.rows.length === 0 && days !== null && (
        <p className="empty soft">{t('pipeline.noDivergences')}</p>
      )}
      {divergences !== null && divergences.rows.length > 0 && (
        <ul className="files">
          {divergences.rows.map((row) => (
            <li key={row.id}>
              <Divergence row={row} now={divergences.asOf} deskOf={deskOf} say={say} />
            </li>
          ))}
        </ul>
      )}
      {divergences !== null && <ListPages first="/pipeline" cursor={cursor} next={divergences.next} say={say} />}
    </section>
  );
}

interface DivergenceProps extends Pick<ComparisonsProps, 'deskOf' | 'say'> {
  readonly row: DivergenceRow;
  readonly now: string;
}

function Divergence({ row, now, deskOf, say }: DivergenceProps) {
  const { t } = say;
  return (
    <div className="w-full">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <b>{whatWords(row, say)}</b>
        <DivergenceState row={row} say={say} />
      </p>
      <p className="meta">
        {placeWords(row, say)} · {t('pipeline.found', { age: say.age(row.foundAt, now) })}
      </p>
      {row.asked !== null && <Asked asked={row.asked} zone={row.shop.timeZone} say={say} />}
      {row.said !== null && (
        <p className="soft">{t('pipeline.settledBy', { name: row.settledBy ?? '', said: row.said })}</p>
      )}
      <details className="as-table" open={row.state === 'open'}>
        <summary>{t('pipeline.histories')}</summary>
        <History word={t('pipeline.expected')} lines={row.expected} say={say} />
        <History word={t('pipeline.stood')} lines={row.found} say={say} />
      </details>
      {row.state === 'open' && deskOf?.(row.id)}
    </div>
  );
}

/** What came of asking the shop: put back, not there any more, or not what was written. */
function Asked({ asked, zone, say }: { readonly asked: AskedShop; readonly zone: string; readonly say: Say }) {
  const { askedAt, putBack, putBackAt, gone, other } = asked;
  const moment = (at: string) => `${say.dayAt(at, zone, 'medium')} ${say.clock(at, zone)}`;
  const parts = [
    askedAt !== null && say.t('pipeline.askedShop', { time: moment(askedAt) }),
    putBackAt !== null && say.t('pipeline.putBack', { count: putBack, time: moment(putBackAt) }),
    gone > 0 && say.t('pipeline.shopGone', { count: gone }),
    other > 0 && say.t('pipeline.shopOther', { count: other }),
  ];
  return <p className="soft">{parts.filter((part) => part !== false).join(' · ')}</p>;
}

function DivergenceState({ row, say }: { readonly row: DivergenceRow; readonly say: Say }) {
  const word = say.t(`pipeline.states.${row.state}`);
  if (row.state === 'open')
    return (
      <State tone="bad" icon="variance">
        {word}
      </State>
    );
  return (
    <State tone="plain" icon="tick">
      {word}
    </State>
  );
}

function History({
  word,
  lines,
  say,
}: {
  readonly word: string;
  readonly lines: readonly string[];
  readonly say: Say;
}) {
  return (
    <>
      <h3 className="meta mt-2">{word}</h3>
      {lines.length === 0 ? (
        <p className="soft">{say.t('pipeline.nothing')}</p>
      ) : (
        <pre className="raw mono">{lines.map(unfolded).join('\n')}</pre>
      )}
    </>
  );
}

/** The bytes of a line are JSON within JSON where nobody broke them. */
function unfolded(entry: string): string {
  const value = JSON.parse(entry) as { readonly line?: unknown };
  if (typeof value.line !== 'string') return JSON.stringify(value, null, 2);
  try {
    return JSON.stringify({ ...value, line: JSON.parse(value.line) as unknown }, null, 2);
  } catch {
    return JSON.stringify(value, null, 2);
  }
}

function whatWords({ what, table, rows: count }: DivergenceRow, say: Say): string {
  if (what !== 'derived') return say.t(`pipeline.what.${what}`, { count });
  const name = say.word(`pipeline.tables.${table}`) ?? table ?? '';
  return say.t('pipeline.what.derived', { count, table: name });
}

function placeWords({ shop, agentName, ordinal, sequence, businessDate }: DivergenceRow, say: Say): string {
  const parts = [say.name(shop.name)];
  if (agentName !== null && ordinal !== null) parts.push(agentName, say.t('pipeline.epoch', { ordinal }));
  if (sequence !== null) parts.push(say.t('pipeline.place', { sequence: countLabel(sequence) }));
  if (businessDate !== null) parts.push(say.day(businessDate, 'medium'));
  return parts.join(' · ');
}
