import type { DoctorCode, Finding } from './finding.ts';

/** How `tillbridge doctor` ends for each thing it can find: a support desk reads the number, a script tests it. */
export const DOCTOR_EXITS: Readonly<Record<DoctorCode, number>> = {
  'doctor.node-old': 10,
  'doctor.not-paired': 11,
  'doctor.config': 12,
  'doctor.home-rights': 13,
  'doctor.secrets-open': 14,
  'doctor.secret-unreadable': 15,
  'doctor.agent-stuck': 16,
  'doctor.other-version': 17,
  'doctor.disk-low': 20,
  'doctor.disk-full': 21,
  'doctor.journal-damaged': 22,
  'doctor.journal-chain': 23,
  'doctor.journal-restored': 24,
  'doctor.journal-newer': 25,
  'doctor.journal-mode': 26,
  'doctor.local-port-taken': 27,
  'doctor.cloud-unreachable': 30,
  'doctor.tls': 31,
  'doctor.cloud-other': 32,
  'doctor.clock-off': 33,
  'doctor.key-refused': 34,
  'doctor.key-mismatch': 35,
  'doctor.unconfirmed': 36,
  'doctor.port-missing': 40,
  'doctor.port-ambiguous': 41,
  'doctor.port-rights': 42,
  'doctor.port-busy': 43,
  'doctor.machine-unreachable': 44,
  'doctor.machine-silent': 45,
  'doctor.machine-fault': 46,
  'doctor.units-unread': 47,
  'doctor.machine-retired': 48,
  'doctor.broken': 49,
};

/** The end of a whole examination: of the first fault, else of the first warning, else 0. */
export function exitOf(findings: readonly Finding[]): number {
  const worst =
    findings.find((finding) => finding.state === 'fault') ?? findings.find((finding) => finding.state === 'warning');
  return worst?.code === undefined ? 0 : DOCTOR_EXITS[worst.code];
}
