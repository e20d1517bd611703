import type { AgentPage } from '@tillbridge/shared/reads-agents';
import { countLabel } from '../format/money.ts';
import type { Say } from '../words/say.ts';

/** Each journal this PC has kept, and how much of it is in custody. */
export function AgentStreams({ page, say }: { readonly page: AgentPage; readonly say: Say }) {
  const { t } = say;
  const { timeZone } = page.agent.shop;
  const at = (instant: string | null) =>
    instant === null ? '–' : `${say.dayAt(instant, timeZone, 'short')} ${say.clock(instant, timeZone)}`;
  return (
    <section className="sec" aria-labelledby="streams">
      <h2 id="streams" className="mb-2">
        {t('streams.title')}
      </h2>
      {page.streams.length === 0 ? (
        <p className="empty soft">{t('streams.none')}</p>
      ) : (
        <ul className="folk">
          {page.streams.map((stream) => (
            <li key={stream.epoch}>
              <div className="lead">
                {t('streams.ordinal', { n: stream.ordinal })}
                <span className="meta mono">{stream.epoch.slice(0, 8)}</span>
                <span className="meta">{t('streams.since', { at: at(stream.since) })}</span>
              </div>
              <div>
                {t('health.facts', { n: stream.highWater })}
                <span className="meta">{t('streams.through', { at: at(stream.completeThrough) })}</span>
              </div>
              <div>
                <span className="meta">{t('streams.receipt', { at: at(stream.lastReceiptAt) })}</span>
              </div>
              <div>
                {stream.quarantined > 0 && (
                  <span className="meta warn">{t('agents.quarantined', { n: stream.quarantined })}</span>
                )}
                {stream.lost > 0 && (
                  <span className="meta bad">{t('streams.lost', { n: countLabel(stream.lost) })}</span>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
