import type { ShopPage } from '@tillbridge/shared/reads';
import { bytesLabel } from '../format/bytes.ts';
import { countLabel } from '../format/money.ts';
import type { Say } from '../words/say.ts';
import { faultWord } from './fault-words.ts';
import { Icon, type IconName } from './icon.tsx';

/** A clock further off than this is worth a look; the shop's facts say `clockOk: false` beyond two minutes. */
const CLOCK_OFF_MS = 30_000;
/** Facts waiting longer than this mean that the line is down rather than busy. */
const PENDING_OLD_MS = 60_000;

interface HealthRow {
  readonly label: string;
  readonly value: string;
  readonly tone: '' | 'warn' | 'bad';
  readonly icon: IconName;
}

/** The shop PC's agent in a few lines, each with a tick or what is wrong. */
export function AgentHealth({ page, now, say }: { readonly page: ShopPage; readonly now: string; readonly say: Say }) {
  const { t } = say;
  if (page.agents.length === 0) return <p className="empty soft">{t('health.none')}</p>;
  return page.agents.map((agent) => (
    <div key={agent.id}>
      {page.agents.length > 1 && <h3 className="mt-4 mb-2">{agent.name}</h3>}
      <dl className="dl health ruled">
        {[...agentRows(page, agent, now, say), ...machineRows(page, say)].map((row) => (
          <div key={row.label} className="contents">
            <dt className={row.tone}>
              <Icon name={row.icon} />
              {row.label}
            </dt>
            <dd className={row.tone || 'soft'}>{row.value}</dd>
          </div>
        ))}
      </dl>
    </div>
  ));
}

const fine = (label: string, value: string): HealthRow => ({ label, value, tone: '', icon: 'tick' });

function agentRows(page: ShopPage, agent: ShopPage['agents'][number], now: string, say: Say): readonly HealthRow[] {
  const { t } = say;
  const zone = page.tile.timeZone;
  const heard =
    agent.lastReceiptAt === null
      ? t('health.never')
      : t('health.lastReceipt', { age: say.age(agent.lastReceiptAt, now) });
  const waiting = t('health.facts', { n: agent.pending });
  const rows: HealthRow[] = [
    page.tile.silent
      ? { label: t('health.cloud'), value: heard, tone: 'warn', icon: 'silent' }
      : fine(t('health.cloud'), heard),
    fine(
      t('health.complete'),
      agent.completeThrough === null ? t('health.never') : say.clock(agent.completeThrough, zone, 'seconds'),
    ),
    agent.oldestPendingMs > PENDING_OLD_MS
      ? { label: t('health.waiting'), value: waiting, tone: 'warn', icon: 'clock' }
      : fine(t('health.waiting'), waiting),
  ];
  if (agent.clockOffsetMs !== null) {
    const off = Math.abs(agent.clockOffsetMs);
    const words =
      off < 100
        ? t('health.clockExact')
        : t(agent.clockOffsetMs < 0 ? 'health.clockBehind' : 'health.clockAhead', { duration: say.duration(off) });
    rows.push(
      off > CLOCK_OFF_MS
        ? { label: t('health.clock'), value: words, tone: 'warn', icon: 'clock' }
        : fine(t('health.clock'), words),
    );
  }
  if (agent.disk !== null) rows.push(diskRow(agent.disk, zone, say));
  if (agent.quarantined > 0)
    rows.push({
      label: t('health.quarantined'),
      value: t('health.facts', { n: agent.quarantined }),
      tone: 'warn',
      icon: 'tray',
    });
  if (agent.epochs > 1) rows.push(fine(t('health.epochs'), countLabel(agent.epochs)));
  const { desired, applied } = agent.configuration;
  if (desired > 0) {
    const label = t('health.settings');
    rows.push(
      applied
        ? fine(label, t('health.settingsApplied', { n: desired }))
        : { label, value: t('health.settingsWaiting', { n: desired }), tone: 'warn', icon: 'clock' },
    );
  }
  if (agent.software !== null) rows.push(fine(t('health.software'), agent.software));
  return rows;
}

function diskRow(disk: NonNullable<ShopPage['agents'][number]['disk']>, zone: string, say: Say): HealthRow {
  const { t } = say;
  const free = bytesLabel(disk.freeBytes);
  if (disk.state === 'ok') return fine(t('health.disk'), t('health.diskFree', { free }));
  const since = `${say.dayAt(disk.since, zone, 'short')} ${say.clock(disk.since, zone)}`;
  return {
    label: t('health.disk'),
    value: t(`disk.${disk.state}`, { free, since }),
    tone: disk.state === 'low' ? 'warn' : 'bad',
    icon: 'disk',
  };
}

function machineRows(page: ShopPage, say: Say): readonly HealthRow[] {
  const { t } = say;
  return page.tile.machines.map((machine) => {
    const state = t(`machineState.${machine.state}`);
    const faults = machine.faults.map((fault) => faultWord(fault.code, say));
    const value = [state, ...new Set(faults)].join(' · ');
    const wrong = faults.length > 0 || machine.state === 'fault' || machine.state === 'offline';
    return wrong ? { label: machine.name, value, tone: 'warn', icon: 'warning' } : fine(machine.name, value);
  });
}
