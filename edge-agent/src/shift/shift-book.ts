import { sumLines } from '@tillbridge/shared/cash';
import type { Alongside, Draft } from '../counter/ledger.ts';
import type { Journal } from '../journal/journal.ts';
import { foldShift } from './fold-shift.ts';
import { NO_SHIFT, type ShiftState } from './shift-state.ts';

/** The state of shifts, moved on by every fact that the ledger writes. */
export interface ShiftBook {
  readonly state: ShiftState;
  /** Grows with every movement of cash, shift or none. */
  readonly movements: number;
  /** What is written in the commit of these facts: adjustments of earlier closings, and the state behind them. */
  alongside(drafts: readonly Draft[], at: string): Alongside;
  /** A person was shown what is expected. */
  seen(person: string): void;
  /** The cloud holds a closing of this number: the next one is higher, also after the journal was lost. */
  atLeast(number: number): void;
}

const NOTE = 'shift';

export function openShiftBook(journal: Pick<Journal, 'readNote' | 'writeNotes'>): ShiftBook {
  let state = readState(journal.readNote(NOTE));
  let movements = 0;

  function keep(next: ShiftState): void {
    journal.writeNotes([noteOf(next)]);
    state = next;
  }

  return {
    get state() {
      return state;
    },
    get movements() {
      return movements;
    },
    alongside(drafts, at) {
      const more = drafts.flatMap((draft) => adjustmentOf(state, draft));
      const next = [...drafts, ...more].reduce((folded, draft) => foldShift(folded, draft, at), state);
      const moving = drafts.some(({ kind }) => kind === 'cash.transaction' || kind === 'operation.intended');
      return {
        drafts: more,
        notes: next === state ? [] : [noteOf(next)],
        committed() {
          state = next;
          if (moving) movements += 1;
        },
      };
    },
    seen(person) {
      const { open } = state;
      if (open !== undefined && !open.seenBy.includes(person))
        keep({ ...state, open: { ...open, seenBy: [...open.seenBy, person] } });
    },
    atLeast(number) {
      if (number > state.lastNumber) keep({ ...state, lastNumber: number });
    },
  };
}

/** An operation that ends after its shift was closed changes no closing: it becomes a dated adjustment of it. */
function adjustmentOf(state: ShiftState, { kind, body }: Draft): readonly Draft[] {
  const closing = kind === 'cash.transaction' ? state.late[body.operation] : undefined;
  if (kind !== 'cash.transaction' || closing === undefined) return [];
  const { operation, machine, currency, lines } = body;
  const sums = { inMinor: sumLines(lines, 'in'), outMinor: sumLines(lines, 'out') };
  return [
    { kind: 'shift.adjusted', body: { ...closing, what: 'late', operation, machine, currency, moved: lines, ...sums } },
  ];
}

const noteOf = (state: ShiftState) => ({ name: NOTE, value: JSON.stringify(state) });

function readState(text: string | undefined): ShiftState {
  if (text === undefined) return NO_SHIFT;
  const kept = JSON.parse(text) as Partial<ShiftState>;
  return { ...NO_SHIFT, ...kept };
}
