import type { AgentPage } from '@tillbridge/shared/reads-agents';
import Link from 'next/link';
import { AgentAbout } from '../parts/agent-about.tsx';
import { AgentCommands } from '../parts/agent-commands.tsx';
import { AgentKeys } from '../parts/agent-keys.tsx';
import { AgentStreams } from '../parts/agent-streams.tsx';
import { AGENT_STATE_LOOKS } from '../parts/agent-words.ts';
import { Crumbs } from '../parts/crumbs.tsx';
import { State } from '../parts/state.tsx';
import { AgentActs } from '../shell/agent-acts.tsx';
import type { Say } from '../words/say.ts';

export interface AgentViewProps {
  readonly page: AgentPage;
  /** What this person may do; the API decides all the same. */
  readonly permissions: readonly string[];
  readonly say: Say;
}

/** One shop PC: how it is, what it delivered, its keys, and what is asked of it. */
export function AgentView({ page, permissions, say }: AgentViewProps) {
  const { t } = say;
  const { agent } = page;
  const { tone, icon } = AGENT_STATE_LOOKS[agent.state];
  const may = (permission: string) => permissions.includes(permission);
  return (
    <>
      <Crumbs steps={[{ word: t('agents.title'), href: '/agents' }]} here={agent.hostName ?? agent.name} say={say} />
      <header className="head">
        <div>
          <h1>{say.name(agent.shop.name)}</h1>
          <p className="sub">
            <State tone={tone} icon={icon}>
              {t(`agents.state.${agent.state}`)}
            </State>
            {agent.lastHeardAt !== null && t('agents.heard', { age: say.age(agent.lastHeardAt, page.asOf) })}
            <span className="meta">{t('asOf', { time: say.clock(page.asOf, agent.shop.timeZone, 'seconds') })}</span>
          </p>
        </div>
        <div className="tools">
          <Link className="btn quiet" href={`/shops/${agent.shop.id}`}>
            {t('agents.toShop')}
          </Link>
          {may('agent.pair') && (
            <Link className="btn" href={`/agents/pair?shop=${agent.shop.id}&agent=${agent.id}`}>
              {t('agents.pairAgain')}
            </Link>
          )}
          {may('agent.revoke') && agent.state !== 'revoked' && <AgentActs act="revoke" page={page} />}
        </div>
      </header>
      {agent.state === 'waiting' && may('agent.pair') && <AgentActs act="confirm" page={page} />}
      <div className="two lead-left">
        <div>
          <AgentKeys page={page} mayManage={may('key.manage')} say={say} />
          <AgentCommands page={page} mayCommand={may('agent.command')} say={say} />
          <AgentStreams page={page} say={say} />
        </div>
        <AgentAbout page={page} say={say} />
      </div>
    </>
  );
}
