import type { PipelineStream } from '@tillbridge/shared/reads-custody';
import Link from 'next/link';
import { countLabel } from '../format/money.ts';
import type { Say } from '../words/say.ts';
import { State } from './state.tsx';

export interface PipelineStreamsProps {
  readonly streams: readonly PipelineStream[];
  readonly now: string;
  readonly say: Say;
}

/** Streams under each other, those that need somebody first. On a phone three lines each. */
export function PipelineStreams({ streams, now, say }: PipelineStreamsProps) {
  const { t } = say;
  return (
    <>
      <table className="rows dense desk ruled">
        <caption className="hidden-words">{t('pipeline.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('pipeline.stream')}</th>
            <th scope="col">{t('quarantine.state')}</th>
            <th scope="col">{t('pipeline.through')}</th>
            <th scope="col">{t('pipeline.heard')}</th>
            <th scope="col" className="num">
              {t('pipeline.highWater')}
            </th>
            <th scope="col" className="num">
              {t('pipeline.rate')}
            </th>
            <th scope="col" className="num">
              {t('pipeline.waiting')}
            </th>
            <th scope="col">{t('pipeline.compared')}</th>
          </tr>
        </thead>
        <tbody>
          {streams.map((stream) => (
            <tr key={`${stream.agent.id}${stream.epoch}`} className="is-live">
              <th scope="row">
                <Link href={`/shops/${stream.shop.id}`} className="strong row-link" prefetch={false}>
                  {say.name(stream.shop.name)}
                </Link>
                <span className="meta block">{epochWords(stream, say)}</span>
              </th>
              <td>
                <StreamState stream={stream} say={say} />
              </td>
              <td>{when(stream.completeThrough, stream, say)}</td>
              <td>{stream.lastReceiptAt === null ? '–' : say.age(stream.lastReceiptAt, now)}</td>
              <td className="num">{countLabel(stream.highWater)}</td>
              <td className="num">{stream.hourFacts === 0 ? '–' : countLabel(stream.hourFacts)}</td>
              <td className="num">{stream.pending === null ? '–' : countLabel(stream.pending)}</td>
              <td>{comparedWords(stream, now, say)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="cards phone">
        {streams.map((stream) => (
          <li key={`${stream.agent.id}${stream.epoch}`}>
            <Link href={`/shops/${stream.shop.id}`} className="strong row-link" prefetch={false}>
              {say.name(stream.shop.name)}
            </Link>
            <span className="r meta">{stream.lastReceiptAt === null ? '–' : say.age(stream.lastReceiptAt, now)}</span>
            <span className="meta">{epochWords(stream, say)}</span>
            <span className="r">{countLabel(stream.highWater)}</span>
            <span className="meta">{`${t('pipeline.compared')}: ${comparedWords(stream, now, say)}`}</span>
            <span className="lv">
              <StreamState stream={stream} say={say} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

const REASONS = [
  'first',
  'missing',
  'damaged',
  'rolled_back',
  'fork',
  'superseded',
  'edited',
  'witness',
  'other_install',
] as const;

function epochWords({ agent, ordinal, live, reason }: PipelineStream, say: Say): string {
  const why = REASONS.find((each) => each === reason) ?? 'other';
  const parts = [agent.name, say.t('pipeline.epoch', { ordinal }), say.t(`pipeline.reasons.${why}`)];
  return (live ? parts : [...parts, say.t('pipeline.left')]).join(' · ');
}

/** When it was last compared, and how much of it where that is not all. */
function comparedWords({ compared, highWater }: PipelineStream, now: string, say: Say): string {
  if (compared === null) return '–';
  const age = say.age(compared.lastAt, now);
  if (compared.places >= highWater) return age;
  return say.t('pipeline.comparedPart', { age, share: Math.floor((100 * compared.places) / highWater) });
}

/** The proven time on the clock of the shop, with its day. */
function when(at: string | null, { shop }: PipelineStream, say: Say): string {
  return at === null ? '–' : `${say.dayAt(at, shop.timeZone, 'short')} ${say.clock(at, shop.timeZone)}`;
}

/** What needs somebody, with the way there. */
function StreamState({ stream, say }: { readonly stream: PipelineStream; readonly say: Say }) {
  const { t } = say;
  const { quarantined, lost, shop, diverged } = stream;
  if (quarantined === 0 && lost === 0 && diverged.open === 0 && diverged.healed === 0)
    return (
      <State tone="plain" icon="tick">
        {t('pipeline.inOrder')}
      </State>
    );
  return (
    <span className="states">
      {quarantined > 0 && (
        <Link href={`/quarantine?shop=${shop.id}`} prefetch={false}>
          <State tone="warn" icon="tray">
            {`${t('pipeline.quarantined')}: ${countLabel(quarantined)}`}
          </State>
        </Link>
      )}
      {diverged.open > 0 && (
        <a href="#comparisons">
          <State tone="bad" icon="variance">
            {`${t('pipeline.open')}: ${countLabel(diverged.open)}`}
          </State>
        </a>
      )}
      {diverged.healed > 0 && (
        <a href="#comparisons">
          <State tone="plain" icon="tick">
            {`${t('pipeline.healed')}: ${countLabel(diverged.healed)}`}
          </State>
        </a>
      )}
      {lost > 0 && (
        <State tone="bad" icon="lost">
          {`${t('pipeline.lost')}: ${countLabel(lost)}`}
        </State>
      )}
    </span>
  );
}
