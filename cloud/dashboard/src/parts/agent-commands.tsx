import type { CommandRow } from '@tillbridge/shared/agent-commands';
import type { AgentPage } from '@tillbridge/shared/reads-agents';
import { bytesLabel } from '../format/bytes.ts';
import { AgentActs } from '../shell/agent-acts.tsx';
import type { Say } from '../words/say.ts';
import { COMMAND_WORDS } from './command-words.ts';
import { faultWord } from './fault-words.ts';
import type { IconName } from './icon.tsx';
import { State, type Tone } from './state.tsx';

const LOOKS: Readonly<Record<CommandRow['state'], { readonly tone: Tone; readonly icon: IconName }>> = {
  waiting: { tone: 'plain', icon: 'clock' },
  delivered: { tone: 'plain', icon: 'clock' },
  done: { tone: 'plain', icon: 'tick' },
  refused: { tone: 'warn', icon: 'refused' },
  failed: { tone: 'bad', icon: 'warning' },
  expired: { tone: 'off', icon: 'clock' },
};

export interface AgentCommandsProps {
  readonly page: AgentPage;
  readonly mayCommand: boolean;
  readonly say: Say;
}

/** What was asked of this PC and what became of it. Nothing that moves cash can be asked. */
export function AgentCommands({ page, mayCommand, say }: AgentCommandsProps) {
  const { t } = say;
  return (
    <section className="sec" aria-labelledby="commands">
      <div className="bar">
        <h2 id="commands">{t('commands.title')}</h2>
        {mayCommand && page.agent.state !== 'revoked' && <AgentActs act="command" page={page} />}
      </div>
      {page.commands.length === 0 ? (
        <div className="empty">
          <p className="soft">{t('commands.none')}</p>
        </div>
      ) : (
        <ul className="folk">
          {page.commands.map((row) => (
            <CommandLine key={row.id} row={row} page={page} mayCommand={mayCommand} say={say} />
          ))}
        </ul>
      )}
    </section>
  );
}

function CommandLine({ row, page, mayCommand, say }: AgentCommandsProps & { readonly row: CommandRow }) {
  const { t } = say;
  const { timeZone } = page.agent.shop;
  const { tone, icon } = LOOKS[row.state];
  const machine = page.machines.find(({ id }) => id === row.machineId)?.name;
  return (
    <li>
      <div className="lead">
        {t(COMMAND_WORDS[row.kind].name)}
        {machine !== undefined && <span className="meta">{machine}</span>}
      </div>
      <div>
        <State tone={tone} icon={icon}>
          {t(`commands.state.${row.state}`)}
        </State>
        {row.code !== null && <span className="meta">{faultWord(row.code, say)}</span>}
      </div>
      <div>
        {row.madeBy.name}
        <span className="meta">
          {`${say.dayAt(row.madeAt, timeZone, 'short')} ${say.clock(row.madeAt, timeZone, 'seconds')}`}
        </span>
      </div>
      <div className="does">
        {row.bundleBytes !== null && mayCommand && (
          <a className="btn" href={`/api/v1/commands/${row.id}/bundle`} download>
            {t('commands.download', { size: bytesLabel(row.bundleBytes) })}
          </a>
        )}
      </div>
    </li>
  );
}
