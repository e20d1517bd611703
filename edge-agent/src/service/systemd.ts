import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '@tillbridge/shared/faults/fault';
import { SERVICE_NAME, type ServicePlan } from './plan.ts';
import { systemdUnit } from './systemd-unit.ts';

const UNIT = `${SERVICE_NAME}.service`;
const UNIT_MODE = 0o644;
/** Longer than the agent may take to start or to stop. */
const PATIENCE_MS = 150_000;
const SHOWN = [
  'LoadState',
  'ActiveState',
  'SubState',
  'MainPID',
  'NRestarts',
  'Result',
  'ActiveEnterTimestamp',
] as const;

/** The systemd of this PC; a test gives folders and a command of its own. */
export interface Systemd {
  readonly unitDir: string;
  /** Exists while systemd runs the PC. */
  readonly runDir: string;
  readonly command: string;
}

export const SYSTEMD: Systemd = {
  unitDir: '/etc/systemd/system',
  runDir: '/run/systemd/system',
  command: 'systemctl',
};

export type ServiceState = Readonly<Partial<Record<(typeof SHOWN)[number], string>>>;

/**
 * Writes the unit, enables it, and starts it anew; returns once the agent has said that it is ready. Throws
 * `service.no-manager`, `service.rights` and `service.failed`.
 */
export function installUnit(systemd: Systemd, plan: ServicePlan): string {
  requireSystemd(systemd);
  const path = join(systemd.unitDir, UNIT);
  withRights(() => writeFileSync(path, systemdUnit(plan), { mode: UNIT_MODE }));
  control(systemd, 'daemon-reload');
  control(systemd, 'enable', UNIT);
  control(systemd, 'restart', UNIT);
  return path;
}

/** Stops the service and takes the unit away; home and journal stay. False when there was none. */
export function removeUnit(systemd: Systemd): boolean {
  requireSystemd(systemd);
  const path = join(systemd.unitDir, UNIT);
  if (!existsSync(path)) return false;
  control(systemd, 'disable', '--now', UNIT);
  withRights(() => rmSync(path));
  control(systemd, 'daemon-reload');
  return true;
}

export function unitState(systemd: Systemd): ServiceState {
  requireSystemd(systemd);
  const told = control(systemd, 'show', `--property=${SHOWN.join(',')}`, UNIT);
  const pairs = told.split('\n').flatMap((line) => {
    const cut = line.indexOf('=');
    return cut < 0 ? [] : [[line.slice(0, cut), line.slice(cut + 1)] as const];
  });
  return Object.fromEntries(pairs);
}

function requireSystemd({ runDir }: Systemd): void {
  if (!existsSync(runDir)) throw new Fault('service.no-manager', { looked: runDir });
}

function control({ command }: Systemd, ...words: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, words, { encoding: 'utf8', timeout: PATIENCE_MS });
  if (status === 0) return stdout;
  const said = (error?.message ?? stderr).trim();
  if (/access denied|interactive authentication|permission denied/i.test(said)) throw new Fault('service.rights');
  throw new Fault('service.failed', { command: [command, ...words].join(' '), said });
}

function withRights(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM'))
      throw new Fault('service.rights');
    throw error;
  }
}
