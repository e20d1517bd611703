import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EpochHeader } from '@tillbridge/shared/fact';
import type { Start } from '@tillbridge/shared/sync';
import { instant } from '../clock.ts';
import { type AgentRules, ALL_RULES } from '../delivery/rules.ts';
import { BALLAST_BYTES, ballastAt, NO_BALLAST } from './ballast.ts';
import type { Journal, JournalOptions, LeaveReason } from './contract.ts';
import { headerOf, parentOf } from './epoch-book.ts';
import { buildJournal } from './kept-journal.ts';
import { type Loaded, loadJournal, withRoom } from './load.ts';
import { type Lock, takeLock } from './lock.ts';
import { disagreement, readWitness, type Witness } from './witness.ts';

const LOCK_FILE = 'lock';
const BALLAST_FILE = 'ballast';
const WITNESS_FILE = 'witness.json';
const DAY_MS = 86_400_000;
const RETENTION_DAYS = 90;

/**
 * Opens the journal of one agent for this process alone. Whatever state it is found in, it can be written afterwards; a
 * journal in doubt goes on in a new epoch. Throws `journal.locked`, `journal.unwritable`, `journal.not-durable`,
 * `journal.newer`, `journal.no-migrations`.
 */
export function openJournal(options: JournalOptions): Journal {
  mkdirSync(options.dir, { recursive: true, mode: 0o700 });
  const lock = takeLock(join(options.dir, LOCK_FILE));
  try {
    return open(options, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function open(options: JournalOptions, lock: Lock): Journal {
  const rules = options.rules ?? ALL_RULES;
  const witnessPath = join(options.dir, WITNESS_FILE);
  const witness = rules.witness ? readWitness(witnessPath) : undefined;
  const ballastPath = join(options.dir, BALLAST_FILE);
  const ballast = rules.ballast
    ? ballastAt(ballastPath, options.ballastBytes ?? BALLAST_BYTES, options.clock.nowMs)
    : NO_BALLAST;
  const asideName = `${instant(options.clock.nowMs()).replaceAll(/[:.]/g, '-')}-${randomBytes(4).toString('hex')}`;
  const loaded = loadJournal({ dir: options.dir, rules, ballast, witness, asideName });
  const begun = withRoom(ballast, () =>
    beginStart(loaded, { agent: options.agent, rules, witness, installId: options.installId }),
  );
  return buildJournal({
    ...loaded,
    ...begun,
    agent: options.agent,
    clock: options.clock,
    rules,
    ballast,
    lock,
    witnessPath,
    retentionMs: (options.retentionDays ?? RETENTION_DAYS) * DAY_MS,
  });
}

interface Beginner {
  readonly agent: string;
  readonly installId: string | undefined;
  readonly rules: AgentRules;
  readonly witness: Witness | undefined;
}

interface Begun {
  readonly installId: string;
  readonly start: Start;
  readonly began: LeaveReason | undefined;
}

/** Raises the number of this start and, on any doubt, begins a new epoch: both in one commit, before anything is said. */
function beginStart(loaded: Loaded, who: Beginner): Begun {
  const { tables, book, recovered } = loaded;
  const { agent, rules, witness } = who;
  const before = tables.install() ?? recovered?.install;
  const installId = before?.installId ?? witness?.installId ?? who.installId ?? randomBytes(16).toString('hex');
  const number = rules.startNumber
    ? Math.max(before?.startNumber ?? 0, witness?.start ?? 0) + 1
    : Math.max(1, before?.startNumber ?? 0);
  const began = loaded.doubt ?? doubtOf(loaded, installId, before?.startNumber ?? 0, who);
  const fresh = tables.inTransaction(() => {
    tables.saveInstall({ installId, startNumber: number, incarnation: before?.incarnation ?? null });
    if (began === undefined) return undefined;
    return book.begin({ agent, installId, start: number, reason: began, parent: parentFor(loaded, witness) });
  });
  if (fresh !== undefined) book.take(fresh);
  return { installId, start: { number, nonce: randomBytes(16).toString('hex') }, began };
}

function doubtOf(
  { book }: Loaded,
  installId: string,
  startNumber: number,
  { agent, witness }: { agent: string; witness: Witness | undefined },
): LeaveReason | undefined {
  if (!book.hasLive()) return 'missing';
  if (headerOf(book.live()).agent !== agent) return 'other_install';
  if (witness === undefined) return undefined;
  return disagreement(witness, { installId, startNumber, hashAt: (epoch, sequence) => book.hashAt(epoch, sequence) });
}

/** The last place known to agree: of the epoch that is left, else of the one the witness saw. */
function parentFor({ book, recovered }: Loaded, witness: Witness | undefined): EpochHeader['parent'] {
  if (book.hasLive()) return parentOf(book.live());
  const set = recovered?.live === undefined ? undefined : book.find(recovered.live);
  if (set !== undefined) return parentOf(set);
  return witness === undefined ? null : { epoch: witness.epoch, sequence: witness.sequence, hash: witness.hash };
}
