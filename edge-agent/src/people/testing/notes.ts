import type { Clock } from '../../clock.ts';
import type { Note } from '../../journal/journal.ts';

/** The notes of a journal, in memory. */
export class MemoryNotes {
  readonly kept = new Map<string, string>();

  readNote(name: string): string | undefined {
    return this.kept.get(name);
  }

  writeNotes(notes: readonly Note[]): void {
    for (const { name, value } of notes) {
      if (value === null) this.kept.delete(name);
      else this.kept.set(name, value);
    }
  }
}

/** Both clocks of a PC, moved by hand. */
export class FakeClock implements Clock {
  boot = 'b'.repeat(32);
  wallMs = Date.parse('2026-11-20T07:00:00Z');
  monoMs = 1_000;

  nowMs(): number {
    return this.wallMs;
  }

  monotonicMs(): number {
    return this.monoMs;
  }

  pass(ms: number): void {
    this.wallMs += ms;
    this.monoMs += ms;
  }

  /** The PC is started again, `ms` later by its wall clock. */
  restart(ms = 0): void {
    this.boot = this.boot === 'b'.repeat(32) ? 'c'.repeat(32) : 'd'.repeat(32);
    this.wallMs += ms;
    this.monoMs = 0;
  }
}
