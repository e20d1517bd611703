import { randomBytes } from 'node:crypto';
import type { EpochHeader } from '@tillbridge/shared/fact';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { EpochView, LeaveReason } from './contract.ts';
import { sha256 } from './hash.ts';
import { writeHeader } from './line.ts';
import { EPOCHS_MAX } from './place.ts';
import type { EpochRecord, Tables } from './tables.ts';

/** All epochs of this journal in memory; the rows follow in the same transaction as what they are about. */
export class EpochBook {
  private readonly tables: Tables;
  private readonly byName = new Map<string, EpochRecord>();
  private current: EpochRecord | undefined;

  constructor(tables: Tables) {
    this.tables = tables;
    this.reload();
  }

  /** Reads the rows again, after lines of another file came in. */
  reload(): void {
    this.byName.clear();
    this.current = undefined;
    for (const record of this.tables.epochs()) this.take(record);
  }

  all(): readonly EpochRecord[] {
    return [...this.byName.values()];
  }

  find(epoch: string): EpochRecord | undefined {
    return this.byName.get(epoch);
  }

  hasLive(): boolean {
    return this.current !== undefined;
  }

  live(): EpochRecord {
    if (this.current === undefined) throw new Error('the journal has no live epoch');
    return this.current;
  }

  /** Hash of a place; of sequence 0 the hash of the header. */
  hashAt(epoch: string, sequence: number): string | undefined {
    const record = this.byName.get(epoch);
    if (record === undefined) return undefined;
    if (sequence === 0) return record.headerHash;
    return sequence === record.last ? record.lastHash : this.tables.hashAt(record.ordinal, sequence);
  }

  /** Ends the live epoch, if there is one, and begins the next. Call inside a transaction, then `take` what it returns. */
  begin(identity: Pick<EpochHeader, 'agent' | 'installId' | 'start' | 'reason' | 'parent'>): EpochRecord {
    const ordinal = Math.max(0, ...this.all().map((record) => record.ordinal)) + 1;
    if (ordinal > EPOCHS_MAX) throw new Fault('journal.epochs-full', { epochs: EPOCHS_MAX });
    if (this.current !== undefined) this.tables.saveEpoch({ ...this.current, leftBecause: identity.reason });
    const header: EpochHeader = { v: 1, epoch: randomBytes(16).toString('hex'), ...identity };
    const text = writeHeader(header);
    return this.tables.addEpoch(ordinal, header.epoch, text, sha256(text));
  }

  /** Makes a committed epoch the one in force. */
  take(record: EpochRecord): void {
    if (record.leftBecause === null) {
      if (this.current !== undefined) this.current.leftBecause = reasonOf(record);
      this.current = record;
    }
    this.byName.set(record.epoch, record);
  }
}

/** Where the last agreement lies; null for an epoch that never began. */
export function parentOf(record: EpochRecord | undefined): EpochHeader['parent'] {
  return record === undefined ? null : { epoch: record.epoch, sequence: record.acked, hash: record.ackedHash };
}

export function viewOf(record: EpochRecord): EpochView {
  const { epoch, header, headerHash, last, lastHash, acked, ackedHash, held, prunedTo } = record;
  return {
    epoch,
    header,
    headerHash,
    last,
    lastHash,
    acked,
    ackedHash,
    held,
    prunedTo,
    live: record.leftBecause === null,
  };
}

/** Whether the row still says what was written: its header has the hash beside it and names the same epoch. */
export function isWholeEpoch({ epoch, header, headerHash }: EpochRecord): boolean {
  return sha256(header) === headerHash && header.includes(`"epoch":"${epoch}"`);
}

export function headerOf(record: EpochRecord): EpochHeader {
  return JSON.parse(record.header) as EpochHeader;
}

/** Facts of an epoch that are not in custody as far as we know. */
export function pendingOf(record: EpochRecord): number {
  return record.held ? 0 : Math.max(0, record.last - record.acked);
}

function reasonOf(next: EpochRecord): LeaveReason {
  return headerOf(next).reason;
}
