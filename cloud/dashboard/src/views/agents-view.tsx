import type { AgentList, AgentRow } from '@tillbridge/shared/reads-agents';
import Link from 'next/link';
import { AGENT_STATE_LOOKS, agentTroubles, backlogWords, configurationWords } from '../parts/agent-words.ts';
import { State } from '../parts/state.tsx';
import type { Say } from '../words/say.ts';

/** Every shop PC with its state, how far it is delivered, and what needs a look. */
export function AgentsView({
  list,
  mayPair,
  say,
}: {
  readonly list: AgentList;
  readonly mayPair: boolean;
  readonly say: Say;
}) {
  const { t } = say;
  const silent = list.agents.filter(({ state }) => state === 'silent').length;
  const waiting = list.agents.filter(({ state }) => state === 'waiting').length;
  return (
    <>
      <header className="head">
        <div>
          <h1>{t('agents.title')}</h1>
          <p className="sub">
            {t('agents.count', { n: list.agents.length })}
            {silent > 0 && <span className="off">{t('agents.silentCount', { n: silent })}</span>}
            {waiting > 0 && <span className="warn">{t('agents.waitingCount', { n: waiting })}</span>}
          </p>
        </div>
        {mayPair && (
          <div className="tools">
            <Link className="btn first" href="/agents/pair">
              {t('pairing.title')}
            </Link>
          </div>
        )}
      </header>
      <section className="mt-6" aria-label={t('agents.title')}>
        {list.agents.length === 0 ? (
          <div className="empty">
            <h2>{t('agents.none')}</h2>
            <p className="soft">{t('agents.noneNext')}</p>
          </div>
        ) : (
          <ul className="folk agents">
            {list.agents.map((agent) => (
              <AgentLine key={agent.id} agent={agent} asOf={list.asOf} say={say} />
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

function AgentLine({ agent, asOf, say }: { readonly agent: AgentRow; readonly asOf: string; readonly say: Say }) {
  const { t } = say;
  const { shop, state } = agent;
  const { tone, icon } = AGENT_STATE_LOOKS[state];
  const heard = agent.lastHeardAt;
  return (
    <li className={state === 'revoked' ? 'is-stale' : undefined}>
      <div className="lead">
        <Link className="go" href={`/agents/${agent.id}`}>
          {say.name(shop.name)}
        </Link>
        <span className="meta">{[agent.hostName ?? agent.name, agent.system ?? ''].filter(Boolean).join(' · ')}</span>
        {agentTroubles(agent, say).map((trouble) => (
          <span key={trouble} className="meta warn">
            {trouble}
          </span>
        ))}
      </div>
      <div>
        <State tone={tone} icon={icon}>
          {t(`agents.state.${state}`)}
        </State>
        <span className="meta">
          {heard === null ? t('agents.neverHeard') : t('agents.heard', { age: say.age(heard, asOf) })}
        </span>
      </div>
      <div>
        {agent.completeThrough === null ? (
          <span className="soft">–</span>
        ) : (
          t('agents.completeThrough', {
            day: say.dayAt(agent.completeThrough, shop.timeZone, 'short'),
            time: say.clock(agent.completeThrough, shop.timeZone),
          })
        )}
        <span className="meta">{backlogWords(agent, say)}</span>
      </div>
      <div>
        {agent.software ?? '–'}
        <span className="meta">{configurationWords(agent, say)}</span>
      </div>
    </li>
  );
}
