import type { CashTransactionBody, FactBody } from '@tillbridge/shared/fact';
import type { KindSum } from '@tillbridge/shared/shift';
import type { Draft } from '../counter/ledger.ts';
import { denominationKey, kindKey, type MovedLine, type OpenShift, type ShiftState } from './shift-state.ts';

const UNKNOWN_MAX = 16;

/** The state after a fact. Pure; every fact of the shop goes through here, in the order of the journal. */
export function foldShift(state: ShiftState, { kind, body }: Draft, at: string): ShiftState {
  switch (kind) {
    case 'shift.opened':
      return { ...state, open: opened(body, at) };
    case 'shift.counted':
      return withOpen(state, (open) => {
        const { by, blind, lines } = body;
        return { ...open, counts: body.attempt, count: { by, blind, lines }, seenBy: added(open.seenBy, by) };
      });
    case 'shift.closed':
      return closed(state, body);
    case 'operation.intended':
      return withOpen(state, (open) => ({ ...open, running: added(open.running, body.operation) }));
    case 'cash.transaction':
      return transacted(state, body);
    default:
      return state;
  }
}

function opened(body: FactBody<'shift.opened'>, openedAt: string): OpenShift {
  const { shift, by: openedBy, source, lines: opening } = body;
  const nothing = { moved: [], kinds: [], running: [], unknown: [], counts: 0, count: undefined, seenBy: [] };
  return { shift, openedAt, openedBy, source, opening, ...nothing };
}

/** What has no outcome yet will be a late adjustment of this closing. */
function closed(state: ShiftState, { shift, number }: FactBody<'shift.closed'>): ShiftState {
  const late = Object.fromEntries((state.open?.running ?? []).map((operation) => [operation, { shift, number }]));
  return { open: undefined, lastNumber: Math.max(state.lastNumber, number), late: { ...state.late, ...late } };
}

function transacted(state: ShiftState, body: CashTransactionBody): ShiftState {
  if (body.operation in state.late) {
    const { [body.operation]: _, ...late } = state.late;
    return { ...state, late };
  }
  return withOpen(state, (open) => {
    const running = open.running.filter((operation) => operation !== body.operation);
    const unknown = body.outcome === 'unknown' ? [...open.unknown, body.operation].slice(-UNKNOWN_MAX) : open.unknown;
    const { lines } = body;
    return {
      ...open,
      running,
      unknown,
      moved: movedBy(open.moved, body),
      kinds: kindsWith(open.kinds, body),
      count: lines.length === 0 ? open.count : undefined,
    };
  });
}

/** Change and refunds are lines that go out, of a sale as of a payout; a partial payout counts what went out. */
function movedBy(moved: readonly MovedLine[], { machine, lines }: CashTransactionBody): readonly MovedLine[] {
  const byKey = new Map(moved.map((line) => [denominationKey(line), line]));
  for (const { place, form, valueMinor, direction, pieces } of lines) {
    const key = denominationKey({ machine, place, form, valueMinor });
    const before = byKey.get(key) ?? { machine, place, form, valueMinor, in: 0, out: 0 };
    byKey.set(key, { ...before, [direction]: before[direction] + pieces });
  }
  return [...byKey.values()];
}

function kindsWith(kinds: readonly KindSum[], body: CashTransactionBody): readonly KindSum[] {
  const { kind, currency, inMinor, outMinor } = body;
  const byKey = new Map(kinds.map((sum) => [kindKey(sum.kind, sum.currency), sum]));
  const before = byKey.get(kindKey(kind, currency)) ?? { kind, currency, operations: 0, inMinor: 0, outMinor: 0 };
  byKey.set(kindKey(kind, currency), {
    ...before,
    operations: before.operations + 1,
    inMinor: before.inMinor + inMinor,
    outMinor: before.outMinor + outMinor,
  });
  return [...byKey.values()];
}

function withOpen(state: ShiftState, change: (open: OpenShift) => OpenShift): ShiftState {
  return state.open === undefined ? state : { ...state, open: change(state.open) };
}

const added = (words: readonly string[], word: string): readonly string[] =>
  words.includes(word) ? words : [...words, word];
