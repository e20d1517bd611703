import { createHash, randomBytes } from 'node:crypto';
import type { CashLine, UnitReading } from '@tillbridge/shared/cash';
import type { FactBody, FactKind, InventorySchema } from '@tillbridge/shared/fact';
import { uuidv7 } from '@tillbridge/shared/ids';
import type { ClosingBody } from '@tillbridge/shared/shift';
import type { BatchEnvelope, OpenEpoch, OpenRequest, Start } from '@tillbridge/shared/sync';
import type { Static } from 'typebox';

export type Inventory = Static<typeof InventorySchema>;

/** Where a chain belongs: ids of rows that exist. */
export interface ChainPlace {
  readonly agent: string;
  readonly machine: string;
  readonly currency?: string;
}

export interface BuiltFact {
  readonly sequence: number;
  readonly id: string;
  readonly line: Buffer;
  readonly hash: string;
}

export const newId = () => uuidv7(Date.now(), randomBytes(10));
export const hex32 = () => randomBytes(16).toString('hex');
export const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

/** RFC 8785 for the values of facts: sorted keys, no spaces. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

/** A cash sale of 80.00 paid with a hundred-baht note, 20.00 given back. */
export function saleBody(
  place: ChainPlace,
  differs: Partial<FactBody<'cash.transaction'>> = {},
): FactBody<'cash.transaction'> {
  const lines: CashLine[] = [
    { valueMinor: 10_000, form: 'note', pieces: 1, direction: 'in', place: 'stock', unit: '2' },
    { valueMinor: 2_000, form: 'note', pieces: 1, direction: 'out', place: 'stock', unit: '4' },
  ];
  return {
    machine: place.machine,
    operation: newId(),
    kind: 'sale',
    outcome: 'completed',
    currency: place.currency ?? 'THB',
    amountMinor: 8_000,
    inMinor: 10_000,
    outMinor: 2_000,
    owedMinor: 0,
    lines,
    operator: 'สมชาย "ก" \\ O\'Neil, {x}',
    reference: 'POS-1',
    steps: [{ at: new Date().toISOString(), where: 'machine', code: 'counted' }],
    ...differs,
  };
}

export function closingBody(place: ChainPlace, differs: Partial<ClosingBody> = {}): ClosingBody {
  const { machine, currency = 'THB' } = place;
  const note = { machine, place: 'stock', form: 'note', valueMinor: 10_000 } as const;
  const sums = { openingMinor: 500_000, inMinor: 30_000, outMinor: 10_000, expectedMinor: 520_000 };
  const found = { reportedMinor: 520_000, countedMinor: 500_000, varianceMinor: -20_000, unproven: 0 };
  return {
    shift: newId(),
    number: 1,
    openedAt: new Date().toISOString(),
    openedBy: '11 Suda',
    by: '11 Suda',
    source: 'machine',
    counts: 1,
    blind: true,
    lines: [{ ...note, opening: 50, in: 3, out: 1, expected: 52, reported: 52, counted: 50 }],
    sums: [{ currency, ...sums, ...found }],
    kinds: [{ kind: 'sale', currency, operations: 3, inMinor: 30_000, outMinor: 10_000 }],
    tier: 'reason',
    settled: true,
    reason: 'a wrong roll',
    unsettled: [newId()],
    ...differs,
  };
}

export function unitReading(differs: Partial<UnitReading> = {}): UnitReading {
  return {
    unit: '1',
    valueMinor: 10_000,
    form: 'note',
    role: 'recycle',
    pieces: 40,
    capacity: 100,
    lowMark: 10,
    highMark: 90,
    level: 'ok',
    accuracy: 'accurate',
    canDispense: true,
    canAccept: true,
    ...differs,
  };
}

/** A hundred-baht stacker, a coin hopper that cannot pay out, and a box with mixed notes. */
export function inventory(readAt: string, differs: Partial<Inventory> = {}): Inventory {
  return {
    readAt,
    units: [
      unitReading(),
      unitReading({ unit: '11', valueMinor: 1_000, form: 'coin', pieces: 60, canDispense: false }),
      {
        unit: 'box',
        form: 'note',
        role: 'box',
        pieces: 3,
        capacity: 2_000,
        lowMark: 0,
        highMark: 1_800,
        level: 'ok',
        accuracy: 'accurate',
        canDispense: false,
        canAccept: true,
        contents: [{ valueMinor: 100_000, form: 'note', pieces: 3 }],
      },
    ],
    ...differs,
  };
}

export interface FactDiffers {
  readonly occurredAt?: string;
  readonly businessDate?: string;
  readonly agent?: string;
  readonly epoch?: string;
  readonly sequence?: number;
  readonly prev?: string;
  readonly id?: string;
}

/** One journal's epoch: a header, and facts chained by hash. Valid by default; each method lets one thing differ. */
export class Chain {
  readonly place: ChainPlace;
  readonly epoch: string;
  readonly header: string;
  readonly headerHash: string;
  readonly facts: BuiltFact[] = [];
  start: Start;
  installId = hex32();

  constructor(place: ChainPlace, differs: { epoch?: string; start?: Start; reason?: string; header?: string } = {}) {
    this.place = place;
    this.epoch = differs.epoch ?? hex32();
    this.start = differs.start ?? { number: 1, nonce: hex32() };
    this.header =
      differs.header ??
      canonical({
        v: 1,
        agent: place.agent,
        epoch: this.epoch,
        installId: this.installId,
        start: this.start.number,
        reason: differs.reason ?? 'first',
        parent: null,
      });
    this.headerHash = sha256(this.header);
  }

  /** A second journal that has written the same so far: a copied disk. */
  clone(start: Start = { number: this.start.number, nonce: hex32() }): Chain {
    const copy = new Chain(this.place, { epoch: this.epoch, start, header: this.header });
    copy.facts.push(...this.facts);
    return copy;
  }

  /** What a tail says that begins with the oldest line its journal still has. */
  get beginning(): NonNullable<BatchEnvelope['after']> {
    return { sequence: 0, hash: this.headerHash };
  }

  /** What a tail says that goes on behind this place. */
  behind(sequence: number): NonNullable<BatchEnvelope['after']> {
    return { sequence, hash: this.hashAt(sequence) };
  }

  get last(): number {
    return this.facts.length;
  }

  hashAt(sequence: number): string {
    return sequence === 0 ? this.headerHash : (this.facts[sequence - 1]?.hash ?? '');
  }

  add<K extends FactKind>(kind: K, body: FactBody<K>, differs: FactDiffers = {}): BuiltFact {
    const occurredAt = differs.occurredAt ?? new Date().toISOString();
    const id = differs.id ?? newId();
    const text = canonical({
      v: 1,
      agent: this.place.agent,
      epoch: this.epoch,
      sequence: this.last + 1,
      id,
      kind,
      occurredAt,
      businessDate: occurredAt.slice(0, 10),
      mono: { boot: this.epoch, ms: this.last },
      clockOk: true,
      body,
      prev: this.hashAt(this.last),
      ...differs,
    });
    return this.raw(text, id);
  }

  /** A line as it is, readable or not. */
  raw(line: string | Buffer, id = ''): BuiltFact {
    const bytes = Buffer.from(line as string);
    const fact = { sequence: this.last + 1, id, line: bytes, hash: sha256(bytes) };
    this.facts.push(fact);
    return fact;
  }

  sale(differs: Partial<FactBody<'cash.transaction'>> = {}, around: FactDiffers = {}): BuiltFact {
    return this.add('cash.transaction', saleBody(this.place, differs), around);
  }

  sales(count: number): this {
    for (let step = 0; step < count; step += 1) this.sale();
    return this;
  }

  /** A closing of one denomination, in which two of fifty notes are missing. Answers its body. */
  closing(differs: Partial<ClosingBody> = {}, around: FactDiffers = {}): ClosingBody {
    const body = closingBody(this.place, differs);
    this.add('shift.closed', body, around);
    return body;
  }

  intent(operation: string, around: FactDiffers = {}): BuiltFact {
    const { machine, currency = 'THB' } = this.place;
    return this.add('operation.intended', { machine, operation, kind: 'sale', currency, amountMinor: 8_000 }, around);
  }

  open(differs: Partial<OpenRequest> & { epoch?: Partial<OpenEpoch> } = {}): OpenRequest {
    const { epoch, ...rest } = differs;
    return {
      agent: this.place.agent,
      installId: this.installId,
      start: this.start,
      epochs: [this.named(epoch)],
      files: [],
      software: 'test',
      clock: new Date().toISOString(),
      ...rest,
    };
  }

  named(differs: Partial<OpenEpoch> = {}): OpenEpoch {
    return {
      header: this.header,
      live: true,
      first: 1,
      last: this.last,
      lastHash: this.hashAt(this.last),
      acked: 0,
      ackedHash: this.headerHash,
      ...differs,
    };
  }

  /** Decompressed NDJSON of the lines `from` … `to` (default: all). */
  batch(incarnation: string, differs: Partial<BatchEnvelope> & { lines?: readonly Buffer[] } = {}): Buffer {
    const { lines, ...envelope } = differs;
    const from = envelope.from ?? 1;
    const to = envelope.to ?? this.last;
    const head: BatchEnvelope = {
      epoch: this.epoch,
      start: this.start,
      incarnation,
      from,
      to,
      toHash: this.hashAt(to),
      stats: { pending: 0, oldestPendingMs: 0 },
      ...envelope,
    };
    const own = this.facts.slice(from - 1, to).map((fact) => fact.line);
    return Buffer.concat(
      [JSON.stringify(head), ...(lines ?? own)].flatMap((line) => [Buffer.from(line), Buffer.from('\n')]),
    );
  }
}
