import type { AgentPage } from '@tillbridge/shared/reads-agents';
import type { Say } from '../words/say.ts';
import { backlogWords, clockWords, configurationWords, diskWords, isBehind, isClockOff } from './agent-words.ts';
import { Icon } from './icon.tsx';

interface Line {
  readonly label: string;
  readonly value: string;
  readonly wrong?: boolean;
  readonly mono?: boolean;
}

/** The PC itself, each line with a tick or with what is wrong. */
export function AgentAbout({ page, say }: { readonly page: AgentPage; readonly say: Say }) {
  const { t } = say;
  const { agent } = page;
  const { timeZone } = agent.shop;
  const at = (instant: string | null) =>
    instant === null ? '–' : `${say.dayAt(instant, timeZone, 'short')} ${say.clock(instant, timeZone, 'seconds')}`;
  const health: readonly Line[] = [
    { label: t('health.complete'), value: at(agent.completeThrough) },
    { label: t('health.waiting'), value: backlogWords(agent, say), wrong: agent.oldestPendingMs > 60_000 },
    { label: t('health.clock'), value: clockWords(agent, say), wrong: isClockOff(agent) },
    { label: t('health.disk'), value: diskWords(agent, say), wrong: agent.disk !== null && agent.disk.state !== 'ok' },
    { label: t('health.settings'), value: configurationWords(agent, say), wrong: isBehind(agent) },
    {
      label: t('health.quarantined'),
      value: t('health.facts', { n: agent.quarantined }),
      wrong: agent.quarantined > 0,
    },
  ];
  const facts: readonly Line[] = [
    { label: t('agents.hostName'), value: agent.hostName ?? agent.name },
    { label: t('agents.system'), value: agent.system ?? '–' },
    { label: t('health.software'), value: agent.software ?? '–' },
    { label: t('agents.fingerprint'), value: agent.fingerprint ?? '–', mono: true },
    { label: t('agents.pairedAt'), value: at(agent.pairedAt) },
  ];
  return (
    <aside>
      <h2 className="mb-1">{t('health.heading')}</h2>
      <dl className="dl health ruled">
        {health.map(({ label, value, wrong = false }) => (
          <div key={label} className="contents">
            <dt className={wrong ? 'warn' : ''}>
              <Icon name={wrong ? 'warning' : 'tick'} />
              {label}
            </dt>
            <dd className={wrong ? 'warn' : 'soft'}>{value}</dd>
          </div>
        ))}
      </dl>
      <h2 className="mt-6 mb-1">{t('agents.thisPc')}</h2>
      <dl className="dl ruled">
        {facts.map(({ label, value, mono = false }) => (
          <div key={label} className="contents">
            <dt>{label}</dt>
            <dd className={mono ? 'mono wrap-anywhere' : ''}>{value}</dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}
