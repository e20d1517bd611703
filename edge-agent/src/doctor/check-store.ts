import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { inspectJournal } from '../journal/inspect-journal.ts';
import { checkHome } from './check-home.ts';
import { type DoctorCode, type Finding, fault, note, ok, skipped } from './finding.ts';
import type { Patient } from './patient.ts';

/** Below this a shop has weeks, not months. */
export const DISK_FLOOR_BYTES = 512 * 1_048_576;

export function checkDisk({ home, status, diskFloorBytes }: Patient): Finding {
  const disk = statfsSync(nearestFolder(home.dir));
  const free = disk.bavail * disk.bsize;
  const detail = `${size(free)} free`;
  const said = status?.journal.disk.state ?? 'ok';
  if (said === 'full' || said === 'stopped' || free === 0) return fault('disk', 'doctor.disk-full', detail);
  return said === 'low' || free < diskFloorBytes
    ? fault('disk', 'doctor.disk-low', detail, `at least ${size(diskFloorBytes)}`)
    : ok('disk', detail);
}

const CODES = {
  damaged: 'doctor.journal-damaged',
  newer: 'doctor.journal-newer',
  chain: 'doctor.journal-chain',
  restored: 'doctor.journal-restored',
  mode: 'doctor.journal-mode',
} as const satisfies Record<string, DoctorCode>;

/** Pages, mode and chain of the journal; of a running agent only what it says itself, so that nothing is disturbed. */
export function checkJournal({ home, config, status }: Patient): Finding {
  if (config === undefined || checkHome(home).state === 'fault') return skipped('journal');
  if (status !== undefined) {
    const { last, pending, epochs, bytes } = status.journal;
    return ok('journal', ...countsText({ last, pending, epochs, bytes }));
  }
  const found = inspectJournal(home.journal);
  switch (found.state) {
    case 'whole':
      return ok('journal', ...countsText(found.counts));
    case 'none':
      return note('journal', 'empty');
    case 'locked':
      return skipped('journal', 'in use');
    default:
      return fault('journal', CODES[found.state], found.because);
  }
}

function countsText(counts: { last: number; pending: number; epochs: number; bytes: number }): readonly string[] {
  const { last, pending, epochs, bytes } = counts;
  return [`${last} facts`, `${pending} waiting`, `epoch ${epochs}`, size(bytes)];
}

function size(bytes: number): string {
  const megabytes = bytes / 1_048_576;
  return megabytes >= 10_240 ? `${Math.floor(megabytes / 1024)} GB` : `${megabytes.toFixed(megabytes < 10 ? 1 : 0)} MB`;
}

function nearestFolder(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path));
}
