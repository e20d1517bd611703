import type { KeyRow } from '@tillbridge/shared/agent-keys';
import type { AgentPage } from '@tillbridge/shared/reads-agents';
import { AgentActs } from '../shell/agent-acts.tsx';
import type { Say } from '../words/say.ts';
import { SCOPE_WORDS } from './command-words.ts';
import type { IconName } from './icon.tsx';
import { State, type Tone } from './state.tsx';

const LOOKS: Readonly<Record<KeyRow['state'], { readonly tone: Tone; readonly icon: IconName }>> = {
  live: { tone: 'plain', icon: 'tick' },
  grace: { tone: 'warn', icon: 'clock' },
  waiting: { tone: 'warn', icon: 'clock' },
  revoked: { tone: 'off', icon: 'refused' },
  expired: { tone: 'off', icon: 'refused' },
};

export interface AgentKeysProps {
  readonly page: AgentPage;
  readonly mayManage: boolean;
  readonly say: Say;
}

/** Keys with who made them and who used them last; the secret itself is shown only when a key is made. */
export function AgentKeys({ page, mayManage, say }: AgentKeysProps) {
  const { t } = say;
  return (
    <section aria-labelledby="keys">
      <div className="bar">
        <h2 id="keys">{t('keys.title')}</h2>
        {mayManage && page.agent.state !== 'revoked' && <AgentActs act="create" page={page} />}
      </div>
      {page.keys.length === 0 ? (
        <p className="empty soft">{t('keys.none')}</p>
      ) : (
        <ul className="folk keys">
          {page.keys.map((key) => (
            <KeyLine key={key.id} row={key} page={page} mayManage={mayManage} say={say} />
          ))}
        </ul>
      )}
    </section>
  );
}

function KeyLine({ row, page, mayManage, say }: AgentKeysProps & { readonly row: KeyRow }) {
  const { t } = say;
  const { timeZone } = page.agent.shop;
  const at = (instant: string) => ({ day: say.dayAt(instant, timeZone, 'short'), time: say.clock(instant, timeZone) });
  const dead = row.state === 'revoked' || row.state === 'expired';
  const { tone, icon } = LOOKS[row.state];
  return (
    <li className={dead ? 'is-stale' : undefined}>
      <div className="lead">
        <span className="mono">{row.id}</span> {row.label}
        <span className="meta">
          {row.madeBy === null
            ? t('keys.madeByItself', at(row.madeAt))
            : t('keys.madeBy', { name: row.madeBy.name, ...at(row.madeAt) })}
        </span>
        <span className="meta">{row.scopes.map((scope) => t(SCOPE_WORDS[scope])).join(', ')}</span>
      </div>
      <div>
        <State tone={tone} icon={icon}>
          {t(`keys.state.${row.state}`)}
        </State>
        {row.diesAt !== null && !dead && <span className="meta">{t('keys.until', at(row.diesAt))}</span>}
        {row.revokedAt !== null && <span className="meta">{t('keys.since', at(row.revokedAt))}</span>}
      </div>
      <div>
        {row.lastUsedAt === null ? (
          <span className="soft">{t('keys.neverUsed')}</span>
        ) : (
          t('keys.used', { age: say.age(row.lastUsedAt, page.asOf) })
        )}
        {row.lastUsedFrom !== null && <span className="meta">{t('keys.from', { address: row.lastUsedFrom })}</span>}
      </div>
      <div className="does">{mayManage && !dead && <AgentActs act="key" page={page} keyId={row.id} />}</div>
    </li>
  );
}
