import type { AgentRow } from '@tillbridge/shared/reads-agents';
import { bytesLabel } from '../format/bytes.ts';
import type { Say } from '../words/say.ts';
import type { IconName } from './icon.tsx';
import type { Tone } from './state.tsx';

/** A clock further off than this is worth a look; facts say `clockOk: false` beyond two minutes. */
const CLOCK_OFF_MS = 30_000;
/** Facts waiting longer than this mean that the line is down rather than busy. */
const PENDING_OLD_MS = 60_000;

export const AGENT_STATE_LOOKS: Readonly<Record<AgentRow['state'], { readonly tone: Tone; readonly icon: IconName }>> =
  {
    connected: { tone: 'plain', icon: 'tick' },
    silent: { tone: 'off', icon: 'silent' },
    waiting: { tone: 'warn', icon: 'clock' },
    new: { tone: 'warn', icon: 'clock' },
    revoked: { tone: 'off', icon: 'refused' },
  };

/** What of a shop PC needs a look, in words; empty while all is well. */
export function agentTroubles(agent: AgentRow, say: Say): readonly string[] {
  const { t } = say;
  if (agent.state === 'revoked') return [];
  const troubles: string[] = [];
  if (agent.oldestPendingMs > PENDING_OLD_MS) troubles.push(backlogWords(agent, say));
  if (isClockOff(agent)) troubles.push(`${t('health.clock')} ${clockWords(agent, say)}`);
  if (agent.disk !== null && agent.disk.state !== 'ok') troubles.push(diskWords(agent, say));
  if (agent.quarantined > 0) troubles.push(t('agents.quarantined', { n: agent.quarantined }));
  if (isBehind(agent)) troubles.push(configurationWords(agent, say));
  if (agent.liveKeys === 0) troubles.push(t('agents.noKey'));
  return troubles;
}

export function backlogWords({ pending, oldestPendingMs }: AgentRow, say: Say): string {
  // What was on its way with the last batch counted itself.
  if (pending === 0 || oldestPendingMs < PENDING_OLD_MS) return say.t('agents.nothingWaits');
  return say.t('agents.waits', { n: pending, duration: say.duration(oldestPendingMs) });
}

export function clockWords({ clockOffsetMs }: AgentRow, say: Say): string {
  if (clockOffsetMs === null) return '–';
  const off = Math.abs(clockOffsetMs);
  if (off < 100) return say.t('health.clockExact');
  return say.t(clockOffsetMs < 0 ? 'health.clockBehind' : 'health.clockAhead', { duration: say.duration(off) });
}

export function diskWords({ disk, shop }: AgentRow, say: Say): string {
  if (disk === null) return '–';
  const free = bytesLabel(disk.freeBytes);
  if (disk.state === 'ok') return say.t('health.diskFree', { free });
  const since = `${say.dayAt(disk.since, shop.timeZone, 'short')} ${say.clock(disk.since, shop.timeZone)}`;
  return `${say.t('health.disk')} ${say.t(`disk.${disk.state}`, { free, since })}`;
}

export function configurationWords({ configuration }: AgentRow, say: Say): string {
  const { desired, applied } = configuration;
  if (desired === 0) return say.t('agents.noConfiguration');
  if (applied === desired) return say.t('health.settingsApplied', { n: desired });
  if (applied === null) return say.t('health.settingsWaiting', { n: desired });
  return say.t('agents.configurationBehind', { n: desired, first: applied });
}

export const isBehind = ({ configuration: { desired, applied } }: AgentRow) => desired > 0 && applied !== desired;
export const isClockOff = ({ clockOffsetMs }: AgentRow) => Math.abs(clockOffsetMs ?? 0) > CLOCK_OFF_MS;
