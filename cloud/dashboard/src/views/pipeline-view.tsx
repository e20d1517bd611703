import type { Pipeline } from '@tillbridge/shared/reads-custody';
import type { DivergenceList } from '@tillbridge/shared/reads-divergences';
import { bytesLabel } from '../format/bytes.ts';
import { Comparisons } from '../parts/comparisons.tsx';
import { PipelineStreams } from '../parts/pipeline-streams.tsx';
import { DivergenceActs } from '../shell/divergence-acts.tsx';
import type { Say } from '../words/say.ts';

export interface PipelineViewProps {
  readonly pipeline: Pipeline;
  /** Null: whoever looks may not see the lines themselves; salvaged files are theirs to take where they may. */
  readonly divergences: DivergenceList | null;
  readonly cursor: string | undefined;
  readonly maySettle: boolean;
  readonly say: Say;
}

/** How facts arrive: every stream with how far it is proven, and what could not be read at all. */
export function PipelineView({ pipeline, divergences, cursor, maySettle, say }: PipelineViewProps) {
  const { t } = say;
  const { streams, more, salvage, asOf } = pipeline;
  const zone = streams[0]?.shop.timeZone ?? 'UTC';
  return (
    <>
      <header className="head">
        <div>
          <h1>{t('pipeline.title')}</h1>
          <p className="sub">
            {t('pipeline.lead')} <span className="meta">{t('asOf', { time: say.clock(asOf, zone) })}</span>
          </p>
        </div>
      </header>
      <section className="mt-6" aria-label={t('pipeline.title')}>
        {streams.length === 0 ? (
          <div className="empty">
            <h2>{t('pipeline.none')}</h2>
            <p className="soft">{t('pipeline.noneNext')}</p>
          </div>
        ) : (
          <PipelineStreams streams={streams} now={asOf} say={say} />
        )}
        {more && <p className="meta mt-3">{t('pipeline.more')}</p>}
      </section>
      <Comparisons
        pipeline={pipeline}
        divergences={divergences}
        cursor={cursor}
        deskOf={maySettle ? (id) => <DivergenceActs id={id} /> : undefined}
        say={say}
      />
      <section className="sec" aria-labelledby="salvage">
        <div className="bar">
          <h2 id="salvage">{t('pipeline.salvage')}</h2>
        </div>
        <p className="soft mb-3">{t('pipeline.salvageLead')}</p>
        {salvage.length === 0 ? (
          <p className="empty soft">{t('pipeline.noSalvage')}</p>
        ) : (
          <ul className="files">
            {salvage.map((file) => (
              <li key={`${file.agent.id}${file.hash}`}>
                <span>
                  <b>{`${say.name(file.shop.name)} · ${file.agent.name}`}</b>
                  <span className="meta block">
                    {t('pipeline.held', { held: bytesLabel(file.heldTo), bytes: bytesLabel(file.bytes) })} ·{' '}
                    {say.age(file.receivedAt, asOf)}
                  </span>
                  <span className="meta mono block">{file.hash}</span>
                </span>
                {divergences !== null && file.heldTo === file.bytes && (
                  <a className="btn" href={`/api/v1/agents/${file.agent.id}/salvage/${file.hash}`} download>
                    {t('pipeline.take')}
                  </a>
                )}
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
