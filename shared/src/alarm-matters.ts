import type { Need } from './reads.ts';

/** What an alarm is about, as somebody chooses what to be told of. */
export const ALARM_MATTERS = ['cash', 'levels', 'machines', 'computers', 'records', 'shifts'] as const;
export type AlarmMatter = (typeof ALARM_MATTERS)[number];

export const MATTER_OF: Readonly<Record<Need['code'], AlarmMatter>> = {
  unknown_outcome: 'cash',
  owed: 'cash',
  retained: 'cash',
  unsettled: 'cash',
  discrepancy: 'cash',
  unit_low: 'levels',
  unit_empty: 'levels',
  unit_high: 'levels',
  unit_full: 'levels',
  unit_fault: 'machines',
  machine_offline: 'machines',
  retired_reports: 'machines',
  silent: 'computers',
  backlog: 'computers',
  clock_off: 'computers',
  disk_low: 'computers',
  disk_full: 'computers',
  disk_stopped: 'computers',
  key_waiting: 'computers',
  configuration_waiting: 'computers',
  quarantine: 'records',
  quarantine_grows: 'records',
  declared_lost: 'records',
  epoch_left: 'records',
  divergence: 'records',
  divergence_healed: 'records',
  closing_variance: 'shifts',
};
