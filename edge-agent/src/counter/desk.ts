import type { CashKind, CashLine } from '@tillbridge/shared/cash';
import type { CashTransactionBody, Inventory } from '@tillbridge/shared/fact';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { DriverEvent } from '../recycler/driver.ts';
import type { Act, RunningOperation } from './acting.ts';
import { type Books, booksFrom, compared, movedBooks } from './books.ts';
import { changeDrafts, gapDrafts } from './change-drafts.ts';
import { AGAIN_MS, CLOSE_MS, type DeskParts, STOP_GRACE_MS, STOPPING_AGAIN_MS } from './desk-parts.ts';
import { createHand, type Hand } from './hand.ts';
import { inventoryDraft } from './inventory-draft.ts';
import type { Draft } from './ledger.ts';
import { type MachineWatch, watchMachine } from './machine-watch.ts';
import { type CashRequest, type CountedMachine, detailsOf, type Performed, recordedBody } from './operation.ts';
import { elapsed } from './pause.ts';
import { performAct } from './perform-act.ts';
import { readAtRest } from './read-at-rest.ts';
import { reconcile } from './reconcile.ts';
import { casesOf, recordOf } from './records.ts';
import { RESET_READ_MS, writeReset } from './write-reset.ts';

/** One machine, one operation at a time, and the books of what it should hold. */
export class Desk {
  readonly machine: CountedMachine;
  readonly #parts: DeskParts;
  readonly #watch: MachineWatch;
  readonly #stopping = new AbortController();
  #books: Books | undefined;
  #inventory: Inventory | undefined;
  #readAt = '';
  #hand: Hand = createHand();
  #ready = false;
  #closed = false;
  #doubtful = false;
  #running: RunningOperation | undefined;
  #comparing: Promise<void> | undefined;
  #nudge = new AbortController();
  #retired = false;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.machine = parts.machine;
    this.#watch = watchMachine({ machine: parts.machine.id, ledger: parts.ledger, log: parts.log });
    parts.driver.on((event) => this.#heard(event));
  }

  /** Opens the driver and begins to reconcile, which goes on by itself until the machine answers. Rejects as `open` does. */
  async start(): Promise<void> {
    await this.#parts.driver.open();
    this.#reconcileSoon();
    const parts = { ...this.#parts, isReady: () => this.isReady() };
    void readAtRest(parts, (inventory) => this.#counted(inventory, true), this.#stopping.signal);
  }

  /** Resolves after the outcome's commit. Throws a Fault when nothing was started, or when the agent is being stopped. */
  run(kind: CashKind, request: CashRequest, act: Act): Promise<CashTransactionBody> {
    this.#requireReady();
    const { id, currency } = this.machine;
    const { operation, amountMinor } = request;
    const body = { machine: id, operation, kind, currency, amountMinor, ...detailsOf(request) };
    try {
      this.#parts.ledger.write({ kind: 'operation.intended', body });
    } catch (error) {
      this.#parts.log.error('intent not written', { machine: id, error });
      throw new Fault('counter.not-recorded');
    }
    const since = this.#parts.ledger.now();
    this.#watch.quiet(true);
    this.#hand = createHand();
    const ended = this.#perform(kind, request, act, since).finally(() => {
      this.#running = undefined;
      if (this.#closed) return;
      this.#watch.quiet(false);
      // A link that went and came back in the meantime has left the books behind, too.
      if (this.#doubtful || !this.#ready) this.#reconcileSoon();
    });
    this.#running = { kind, request, inMinor: 0, lines: [], since, ended };
    return ended;
  }

  running(): RunningOperation | undefined {
    return this.#running;
  }

  isReady(): boolean {
    return this.#ready && this.#running === undefined && !this.#retired;
  }

  /** Out of service: what runs ends and is recorded, and nothing begins or is told any more. Back again it is read anew. */
  retire(retired: boolean): void {
    const isBack = this.#retired && !retired;
    this.#retired = retired;
    if (isBack) this.#reconcileSoon();
  }

  /** Out of service, with nothing under way at the last power cut that it must still tell of. */
  isRetired(): boolean {
    return this.#retired && this.#opened().length === 0;
  }

  /** What the machine holds now; undefined while it does not answer or moves cash. Never rejects. */
  async read(): Promise<Inventory | undefined> {
    if (!this.isReady()) return undefined;
    try {
      return await this.#parts.driver.inventory();
    } catch (error) {
      this.#parts.log.warn('machine not read', { machine: this.machine.id, error });
      return undefined;
    }
  }

  status(): ReturnType<MachineWatch['current']> {
    return this.#watch.current();
  }

  /** Ends a running collect, whose cash is given back, or the work of hands, of which only what was done is kept. */
  cancel(): void {
    this.#hand.say('cancel');
    this.#parts.driver.cancel();
  }

  /** That is all: a running collect keeps what was paid in, the work of hands is counted. */
  finish(): void {
    this.#hand.say('finish');
    this.#parts.driver.finish?.();
  }

  /** What the machine reported last, and our books of it; undefined until it was read. */
  holds(): { readonly inventory: Inventory; readonly books: Books } | undefined {
    if (this.#inventory === undefined || this.#books === undefined) return undefined;
    return { inventory: this.#inventory, books: this.#books };
  }

  /** Writes facts of a count and takes over the books that follow. Throws when something is under way or not written. */
  settle(drafts: readonly Draft[], books: Books): void {
    if (this.#running !== undefined) throw new Fault('counter.busy');
    if (this.#opened().length > 0) throw new Fault('counter.reconciling');
    try {
      this.#parts.ledger.write(...drafts);
    } catch (error) {
      this.#parts.log.error('count not written', { machine: this.machine.id, error });
      throw new Fault('counter.not-recorded');
    }
    this.#books = books;
    this.#parts.driver.counted?.();
  }

  /**
   * Resets the machine, of which somebody has cleared the path, and reads it: what it holds differently then is a case,
   * never a refill. Throws as `run` does, and as the driver's `reset`.
   */
  async reset(operator: string | undefined): Promise<void> {
    this.#requireReady();
    writeReset(this.#parts, this.machine.id, operator);
    this.#ready = false;
    this.#doubtful = true;
    await this.#parts.driver.reset().finally(() => this.#reconcileSoon());
    await Promise.race([this.#comparing, elapsed(RESET_READ_MS, this.#stopping.signal)]);
  }

  /** Lets a running operation end for a moment, then closes. What did not end is recovered at the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#ready = false;
    if (this.#running !== undefined) {
      this.cancel();
      await Promise.race([this.#running.ended.catch(() => undefined), elapsed(STOP_GRACE_MS)]);
    }
    this.#closed = true;
    this.#watch.stop();
    const closed = this.#parts.driver.close().catch((error) => this.#parts.log.warn('driver not closed', { error }));
    await Promise.race([closed, elapsed(CLOSE_MS)]);
  }

  #requireReady(): void {
    if (this.#stopping.signal.aborted) throw new Fault('counter.stopped');
    if (this.#running !== undefined) throw new Fault('counter.busy');
    if (this.#retired) throw new Fault('counter.machine-retired');
    if (this.#watch.current().state === 'offline') throw new Fault('counter.machine-offline');
    if (!this.#ready) throw new Fault('counter.reconciling');
  }

  async #perform(kind: CashKind, request: CashRequest, act: Act, since: string): Promise<CashTransactionBody> {
    const performed = await this.#acted(act);
    if (this.#closed) throw new Fault('counter.stopped');
    const body = recordedBody(this.machine, kind, request, performed, { since, now: this.#parts.ledger.now() });
    await this.#record(body);
    this.#doubtful = body.outcome === 'unknown' || body.inventory === undefined;
    return body;
  }

  #acted(act: Act): Promise<Performed> {
    const onProgress = (inMinor: number, lines: readonly CashLine[]) => {
      if (this.#running !== undefined) this.#running = { ...this.#running, inMinor, lines };
    };
    const { driver, log } = this.#parts;
    const acting = { driver, hand: this.#hand, stopped: this.#stopping.signal, onProgress };
    return performAct(act, acting, log.child({ machine: this.machine.id }));
  }

  /** Tries until it is written: the money has moved, and the caller hears of it only after the commit. */
  async #record(body: CashTransactionBody): Promise<void> {
    const { ledger, log } = this.#parts;
    const after = this.#books === undefined ? undefined : movedBooks(this.#books, body.lines);
    const read = body.inventory === undefined || after === undefined ? undefined : compared(after, body.inventory);
    const gap = gapDrafts(this.machine, read?.gap ?? [], `after operation ${body.operation}, ${body.outcome}`);
    for (;;) {
      try {
        ledger.write({ kind: 'cash.transaction', body }, ...gap);
        this.#keep(read?.books ?? after ?? booksOf(body.inventory), body.inventory);
        return;
      } catch (error) {
        log.error('outcome not written, trying again', { operation: body.operation, error });
      }
      // Once the agent is stopping, a wait that its signal ends would be none at all, and nothing else would ever run.
      const { signal } = this.#stopping;
      await (signal.aborted ? elapsed(STOPPING_AGAIN_MS) : elapsed(AGAIN_MS, signal));
      if (this.#closed) throw new Fault('counter.stopped');
    }
  }

  #keep(books: Books | undefined, inventory: Inventory | undefined): void {
    this.#books = books;
    this.#inventory = inventory ?? this.#inventory;
    this.#readAt = this.#parts.ledger.now();
  }

  #heard(event: DriverEvent): void {
    try {
      if (!this.#closed && (!this.#retired || this.#running !== undefined)) this.#take(event);
    } catch (error) {
      this.#parts.log.error('event of the machine not taken', { machine: this.machine.id, error });
    }
  }

  #take(event: DriverEvent): void {
    this.#watch.heard(event);
    if (event.event === 'link' && !event.up) this.#ready = false;
    else if (event.event === 'link' && this.#running === undefined) this.#reconcileSoon();
    else if (event.event === 'inventory') this.#counted(event.inventory, false);
  }

  /** Stock that changed while nothing ran was changed by a hand. A beat is written also when nothing did. */
  #counted(inventory: Inventory, beat: boolean): void {
    if (!this.isReady() || inventory.readAt <= this.#readAt || this.#books === undefined) return;
    const { gap, books } = compared(this.#books, inventory);
    if (gap.length === 0 && !beat) return;
    const draft = this.#waits() ? gapDrafts : changeDrafts;
    const drafts = gap.length === 0 ? [] : draft(this.machine, gap, 'changed while nothing ran');
    this.#parts.ledger.write(...drafts, inventoryDraft(this.machine, inventory, books));
    this.#keep(books, inventory);
  }

  /** Whether something of this machine waits for a person: then a change may be the rest of that. */
  #waits(): boolean {
    return casesOf(this.#parts.records, this.machine.id).length > 0;
  }

  #reconcileSoon(): void {
    this.#ready = false;
    this.#nudge.abort();
    this.#comparing ??= this.#compareUntilDone().finally(() => {
      this.#comparing = undefined;
    });
  }

  async #compareUntilDone(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        if (!this.isRetired()) return await this.#compare();
      } catch (error) {
        this.#parts.log.warn('machine not reconciled yet', { machine: this.machine.id, error });
      }
      this.#nudge = new AbortController();
      await elapsed(AGAIN_MS, AbortSignal.any([this.#stopping.signal, this.#nudge.signal]));
    }
  }

  #opened() {
    return this.#parts.records.openOperations().filter((operation) => operation.machine === this.machine.id);
  }

  async #compare(): Promise<void> {
    const { driver, ledger, records, clock } = this.#parts;
    const status = await driver.status();
    this.#watch.read(status);
    // Judging an open operation by a machine that is not there would make an unknown of what it can still prove.
    if (status.state === 'offline' || status.state === 'unknown') throw new Fault('counter.machine-offline');
    const { inventory: inventoryBefore, books: recorded } = recordOf(records, this.machine.id);
    const open = this.#opened();
    const before = { inventoryBefore, books: recorded, doubtful: this.#doubtful || this.#waits() };
    const { books, inventory } = await reconcile({ machine: this.machine, driver, ledger, clock, open, ...before });
    this.#keep(books, inventory);
    this.#doubtful = false;
    // It went while it was read: no link may have noticed, and nothing else would begin this again.
    if (this.#watch.current().state === 'offline') throw new Fault('counter.machine-offline');
    this.#ready = true;
  }
}

const booksOf = (inventory: Inventory | undefined) => (inventory === undefined ? undefined : booksFrom(inventory));
