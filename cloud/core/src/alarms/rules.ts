import type { Need } from '@tillbridge/shared/reads';

/** When what is wrong is announced. Times in milliseconds. */
export interface AlarmRule {
  /** It must last so long; a machine that is being refilled is low for a moment. */
  readonly raiseAfterMs: number;
  /** It must be over for so long. */
  readonly clearAfterMs: number;
  /** Raised and not acknowledged for so long, it goes to the next recipient. Null: never. */
  readonly escalateAfterMs: number | null;
  /** Outside the opening hours of the shop it waits. */
  readonly waitsForOpening: boolean;
}

const MINUTE_MS = 60_000;

const AT_ONCE: AlarmRule = {
  raiseAfterMs: 0,
  clearAfterMs: 0,
  escalateAfterMs: 15 * MINUTE_MS,
  waitsForOpening: false,
};
const STANDING: AlarmRule = {
  raiseAfterMs: MINUTE_MS,
  clearAfterMs: MINUTE_MS,
  escalateAfterMs: 30 * MINUTE_MS,
  waitsForOpening: false,
};
const LEVEL: AlarmRule = {
  raiseAfterMs: MINUTE_MS,
  clearAfterMs: MINUTE_MS,
  escalateAfterMs: 60 * MINUTE_MS,
  waitsForOpening: true,
};
const HOUSEKEEPING: AlarmRule = {
  raiseAfterMs: 10 * MINUTE_MS,
  clearAfterMs: MINUTE_MS,
  escalateAfterMs: null,
  waitsForOpening: false,
};

export const ALARM_RULES: Readonly<Record<Need['code'], AlarmRule>> = {
  unknown_outcome: AT_ONCE,
  owed: AT_ONCE,
  retained: AT_ONCE,
  unsettled: AT_ONCE,
  discrepancy: AT_ONCE,
  unit_low: { ...LEVEL, escalateAfterMs: null },
  unit_high: { ...LEVEL, escalateAfterMs: null },
  unit_empty: LEVEL,
  unit_full: LEVEL,
  unit_fault: STANDING,
  machine_offline: STANDING,
  retired_reports: AT_ONCE,
  // Silence is only told after minutes as it is.
  silent: { ...STANDING, raiseAfterMs: 3 * MINUTE_MS },
  disk_low: HOUSEKEEPING,
  disk_full: STANDING,
  disk_stopped: AT_ONCE,
  quarantine: STANDING,
  declared_lost: AT_ONCE,
  quarantine_grows: STANDING,
  epoch_left: { ...STANDING, raiseAfterMs: 0 },
  divergence: AT_ONCE,
  divergence_healed: { ...HOUSEKEEPING, raiseAfterMs: 0 },
  closing_variance: { ...STANDING, raiseAfterMs: 0 },
  clock_off: HOUSEKEEPING,
  backlog: HOUSEKEEPING,
  key_waiting: { ...HOUSEKEEPING, raiseAfterMs: MINUTE_MS },
  configuration_waiting: { ...HOUSEKEEPING, raiseAfterMs: 0 },
};
