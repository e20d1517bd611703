import type { DOCTOR_FAULTS } from '@tillbridge/shared/faults/doctor-faults';

export type DoctorCode = keyof typeof DOCTOR_FAULTS;

/** What is looked at, in the order in which one thing stands on the other. */
export const CHECKS = [
  'software',
  'pairing',
  'home',
  'secrets',
  'agent',
  'disk',
  'journal',
  'local-api',
  'cloud',
  'clock',
  'key',
  'port',
  'machine',
  'units',
] as const;
export type CheckName = (typeof CHECKS)[number];

/** What one check came to. `detail` holds figures, names and codes that read the same in any language, and no secret. */
export interface Finding {
  readonly check: CheckName;
  readonly state: 'ok' | 'note' | 'skipped' | 'warning' | 'fault';
  /** Name of the machine, where there may be several. */
  readonly of?: string;
  readonly code?: DoctorCode;
  readonly detail: readonly string[];
}

export const ok = (check: CheckName, ...detail: readonly string[]): Finding => ({ check, state: 'ok', detail });

export const skipped = (check: CheckName, ...detail: readonly string[]): Finding => ({
  check,
  state: 'skipped',
  detail,
});

export const note = (check: CheckName, ...detail: readonly string[]): Finding => ({ check, state: 'note', detail });

export function fault(check: CheckName, code: DoctorCode, ...detail: readonly string[]): Finding {
  return { check, state: WARNINGS.has(code) ? 'warning' : 'fault', code, detail };
}

/** What can wait until tomorrow. */
const WARNINGS: ReadonlySet<DoctorCode> = new Set([
  'doctor.disk-low',
  'doctor.other-version',
  'doctor.machine-retired',
]);
