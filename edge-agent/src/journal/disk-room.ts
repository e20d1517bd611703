import { Fault } from '@tillbridge/shared/faults/fault';
import type { DiskState } from '@tillbridge/shared/sync';
import type { Ballast } from './ballast.ts';
import { isDiskFull } from './open-database.ts';

/** While the disk is full a write looks for room again at most this often. */
const LOOK_AGAIN_MS = 1_000;
/** At the very edge one write fits and the next does not: recording counts as going on when none failed for so long. */
const STEADY_MS = 10_000;

/** The disk as the journal finds it. Milliseconds since 1970; `freeBytes` as of now. */
export interface DiskView {
  readonly state: DiskState;
  readonly sinceMs: number;
  readonly freeBytes: number;
}

/** What changed, in the order it happened. `full` and `roomAgain` carry when the disk became full. */
export type DiskNews =
  | { readonly news: 'state'; readonly view: DiskView }
  | { readonly news: 'full'; readonly sinceMs: number }
  | { readonly news: 'roomAgain'; readonly sinceMs: number };

export interface DiskRoomParts {
  readonly ballast: Ballast;
  /** Prunes what is in custody, and says whether anything was let go. */
  readonly makeRoom: () => boolean;
  /** Called in the middle of a write: must not write itself. */
  readonly tight: (full: boolean) => void;
  readonly nowMs: () => number;
  readonly monotonicMs: () => number;
}

/** What stands between a write and a full disk: the reserve, then the oldest facts that the cloud holds. */
export class DiskRoom {
  private readonly parts: DiskRoomParts;
  private readonly untold: DiskNews[] = [];
  private state: DiskState = 'ok';
  private sinceMs: number;
  private fullSinceMs: number | undefined;
  private toldFreeBytes = 0;
  private failedAt = Number.NEGATIVE_INFINITY;
  private lookedAt = Number.NEGATIVE_INFINITY;

  /** A reserve that an earlier process gave up and that nobody could make again: the disk has been full since then. */
  constructor(parts: DiskRoomParts) {
    this.parts = parts;
    this.sinceMs = parts.nowMs();
    const givenUpAt = parts.ballast.givenUpAtMs();
    if (givenUpAt !== undefined) this.becomeFull(givenUpAt);
  }

  isFull(): boolean {
    return this.fullSinceMs !== undefined;
  }

  view(): DiskView {
    const { state, sinceMs } = this;
    return { state, sinceMs, freeBytes: this.parts.ballast.freeBytes() };
  }

  /** Takes what changed since it was last asked; the caller tells it when no write is under way. */
  takeNews(): readonly DiskNews[] {
    return this.untold.splice(0);
  }

  /** Runs a write; on a full disk gives up the reserve and tries again. Throws `journal.disk-full` when nothing helps. */
  write<T>(work: () => T): T {
    try {
      const value = work();
      if (this.isFull()) this.wroteWhileFull();
      return value;
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      return this.writeFull(work);
    }
  }

  /** Puts the reserve back once there is room for it, and sees whether the disk is nearly full. Cheap while nothing changed. */
  look(): void {
    const { ballast, monotonicMs } = this.parts;
    this.lookedAt = monotonicMs();
    if (!ballast.restore() && this.isFull()) {
      this.tellShrinking();
      return;
    }
    const fullSince = this.fullSinceMs;
    this.fullSinceMs = undefined;
    this.become(ballast.isLow(this.state === 'low') ? 'low' : 'ok');
    if (fullSince === undefined) return;
    this.parts.tight(false);
    this.untold.push({ news: 'roomAgain', sinceMs: fullSince });
  }

  /** What was held back is being used up: worth a word each time half of it is gone. */
  private tellShrinking(): void {
    const view = this.view();
    if (view.freeBytes < this.toldFreeBytes / 2) this.tellState(view);
  }

  /** There was room for this one: is there room for the reserve, too? */
  private wroteWhileFull(): void {
    const now = this.parts.monotonicMs();
    if (this.isSteady()) this.become('full');
    if (now - this.lookedAt < LOOK_AGAIN_MS) return;
    try {
      this.look();
    } catch {
      // What was asked for is written; the next look will say what is wrong with the reserve.
    }
  }

  private writeFull<T>(work: () => T): T {
    const { ballast, nowMs } = this.parts;
    const given = ballast.release();
    if (!this.isFull()) this.becomeFull(ballast.givenUpAtMs() ?? nowMs());
    this.lookedAt = this.parts.monotonicMs();
    const value = given ? this.attempt(work) : undefined;
    const pruned = this.tryRoom();
    const done = value ?? (pruned ? this.attempt(work) : undefined);
    if (done !== undefined) {
      if (this.isSteady()) this.become('full');
      return done.value;
    }
    this.failedAt = this.parts.monotonicMs();
    this.become('stopped');
    throw new Fault('journal.disk-full', { given, pruned });
  }

  private isSteady(): boolean {
    return this.parts.monotonicMs() - this.failedAt >= STEADY_MS;
  }

  private becomeFull(sinceMs: number): void {
    this.fullSinceMs = sinceMs;
    this.parts.tight(true);
    this.untold.push({ news: 'full', sinceMs });
    this.become('full');
  }

  private become(state: DiskState): void {
    if (state === this.state) return;
    this.state = state;
    this.sinceMs = this.fullSinceMs ?? this.parts.nowMs();
    this.tellState(this.view());
  }

  private tellState(view: DiskView): void {
    this.toldFreeBytes = view.freeBytes;
    this.untold.push({ news: 'state', view });
  }

  private attempt<T>(work: () => T): { readonly value: T } | undefined {
    try {
      return { value: work() };
    } catch (error) {
      if (isDiskFull(error)) return undefined;
      throw error;
    }
  }

  /** Pruning writes, too, and may itself find the disk full. */
  private tryRoom(): boolean {
    return this.attempt(this.parts.makeRoom)?.value ?? false;
  }
}
