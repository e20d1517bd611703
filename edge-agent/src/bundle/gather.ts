import { readFileSync, statSync } from 'node:fs';
import { arch, freemem, platform, release, totalmem, uptime } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Home } from '../config/home.ts';
import { DOCTOR_EXITS } from '../doctor/exit-codes.ts';
import type { Finding } from '../doctor/finding.ts';
import { inspectJournal, type JournalState } from '../journal/inspect-journal.ts';
import { LOG_FILES_MAX } from '../log/log-file.ts';
import { parseLogLine } from '../log/log-line.ts';
import { tailLog } from '../log/log-tail.ts';
import { readPointer } from '../update/pointer-file.ts';
import { versionsAt } from '../update/versions.ts';
import { allowedConfig, allowedLogLine, allowedStatus, allowedVersions } from './allowed.ts';
import type { ZipEntry } from './write-zip.ts';

/** So many of the newest lines of the log go along. */
export const BUNDLE_LOG_LINES_MAX = 50_000;

export interface Gathering {
  readonly home: Home;
  readonly software: string;
  readonly now: Date;
  readonly findings: readonly Finding[];
  /** What the running agent says of itself, if one runs. */
  readonly status: unknown;
}

/** The parts of a support bundle: each is made of allowed fields and of nothing else. */
export function gather({ home, software, now, findings, status }: Gathering): readonly ZipEntry[] {
  return [
    json('about.json', about(software, now)),
    json('config.json', allowedConfig(readJson(home.config)) ?? null),
    json('doctor.json', findings.map(told)),
    json('status.json', allowedStatus(status) ?? null),
    json('journal.json', journalOf(home)),
    json('versions.json', allowedVersions(readPointer(versionsAt(home.versions))) ?? null),
    json('files.json', filesOf(home)),
    { name: 'log.ndjson', bytes: Buffer.from(logOf(home)) },
  ];
}

function about(software: string, now: Date): object {
  return {
    software,
    node: process.versions.node,
    sqlite: process.versions['sqlite'],
    platform: platform(),
    arch: arch(),
    release: release(),
    memoryBytes: totalmem(),
    memoryFreeBytes: freemem(),
    upSeconds: Math.round(uptime()),
    madeAt: now.toISOString(),
  };
}

/** Without the details: they can quote a configuration. */
function told({ check, state, code }: Finding): object {
  return code === undefined ? { check, state } : { check, state, code, exit: DOCTOR_EXITS[code] };
}

function journalOf(home: Home): object {
  let found: JournalState;
  try {
    found = inspectJournal(home.journal);
  } catch {
    return { state: 'unreadable' };
  }
  return found.state === 'whole' ? found : { state: found.state };
}

/** Sizes and rights of the files we know by name; never a byte of them. */
function filesOf(home: Home): readonly object[] {
  const journal = ['journal.sqlite', 'journal.sqlite-wal', 'ballast', 'witness.json', 'lock'];
  const names = [
    'config.json',
    'secrets',
    ...['agent.key', 'agent-ed25519.pem', 'local-api.token'].map((name) => join('secrets', name)),
    ...journal.map((name) => join('journal', name)),
    ...Array.from({ length: LOG_FILES_MAX }, (_, age) => join('logs', age === 0 ? 'agent.log' : `agent.${age}.log`)),
  ];
  return names.flatMap((name) => {
    const stat = statSync(join(home.dir, name), { throwIfNoEntry: false });
    if (stat === undefined) return [];
    return [{ name, bytes: stat.size, mode: (stat.mode & 0o777).toString(8), changedAt: stat.mtime.toISOString() }];
  });
}

function logOf(home: Home): string {
  const lines = tailLog(home.logs).read();
  return lines
    .slice(-BUNDLE_LOG_LINES_MAX)
    .filter((line) => parseLogLine(line) !== undefined)
    .map((line) => `${JSON.stringify(allowedLogLine(JSON.parse(line)))}\n`)
    .join('');
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

const json = (name: string, value: unknown): ZipEntry => ({
  name,
  bytes: Buffer.from(`${JSON.stringify(value, null, 2)}\n`),
});
