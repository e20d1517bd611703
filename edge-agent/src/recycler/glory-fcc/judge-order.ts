import type { CashLine } from '@tillbridge/shared/cash';
import type { Inventory } from '@tillbridge/shared/fact';
import type { OperationOutcome } from '../driver.ts';
import { compareInventories } from './compare-inventories.ts';
import { RESULT } from './constants.ts';
import { keyOf, linesOf, type Many, sumOf } from './fcc-table.ts';

/** What the machine itself said about an order. */
export interface OrderAnswer {
  readonly result: number;
  readonly in: readonly Many[];
  readonly out: readonly Many[];
}

export interface OrderCase {
  readonly verb: 'collect' | 'dispense';
  readonly wantMinor: number;
  /** Absent: the answer is lost for good, and only the stock can tell. */
  readonly answer?: OrderAnswer;
  /** The machine may have been restarted since: a piece may lie in its path. */
  readonly powerDoubt: boolean;
  /** The order went out over the line and was not refused: the machine may have begun it. */
  readonly mayHaveBegun: boolean;
  /** What had been counted when the machine was last heard, in minor units. */
  readonly countedMinor: number;
  readonly before?: Inventory;
  readonly after?: Inventory;
  /** A fault that the machine shows, which says more than a result code. */
  readonly shown?: string;
}

export interface Judgement {
  readonly result: OperationOutcome;
  /** Counted pieces and stock do not agree: a person has to count. */
  readonly differs: boolean;
}

const REASONS: Readonly<Record<number, string>> = {
  [RESULT.occupiedByOther]: 'machine.occupied',
  [RESULT.notOccupied]: 'machine.occupied',
  [RESULT.denominationShort]: 'machine.stock-short',
  [RESULT.changeShort]: 'machine.stock-short',
  [RESULT.changeShortKept]: 'machine.stock-short',
  [RESULT.exclusive]: 'machine.busy',
  [RESULT.authentication]: 'machine.session-refused',
  [RESULT.sessionNotAvailable]: 'machine.session-refused',
  [RESULT.sessionInvalid]: 'machine.session-refused',
  [RESULT.sessionTimedOut]: 'machine.session-refused',
  [RESULT.replenishing]: 'machine.busy',
  [RESULT.replenishFailed]: 'machine.busy',
  [RESULT.suspectCounted]: 'machine.suspect-note',
};

/** Outcome of an order from the machine's answer and from its units before and after. Pure; neither is believed alone. */
export function judgeOrder(order: OrderCase): Judgement {
  const moved =
    order.before === undefined || order.after === undefined ? undefined : compareInventories(order.before, order.after);
  if (order.answer === undefined) return { result: withoutAnswer(order, moved), differs: false };
  const { answer } = order;
  const agrees = moved === undefined || isSameMovement(answer, moved);
  const said = laid(answer, moved);
  const reason = answer.result === RESULT.ok ? 'machine.not-paid' : reasonOf(order, answer.result);
  // What was paid in is what was counted; where the stock says otherwise it is the stock that has to be counted.
  if (!agrees && (answer.out.length > 0 || moved === undefined || moved.out.length > 0 || answer.in.length === 0))
    return { result: disputed(order, answer, moved), differs: true };
  const result =
    order.verb === 'dispense' ? judgeDispense(order, said, reason) : judgeCollect(order, answer.result, said, reason);
  return { result, differs: !agrees };
}

interface Said {
  readonly in: readonly CashLine[];
  readonly out: readonly CashLine[];
  readonly inMinor: number;
  readonly outMinor: number;
}

function judgeDispense(order: OrderCase, said: Said, reason: string): OperationOutcome {
  if (said.outMinor === 0) return { outcome: 'refused', reason };
  if (said.outMinor === order.wantMinor) return { outcome: 'completed', in: [], out: said.out };
  if (said.outMinor > order.wantMinor || said.inMinor > 0)
    return unknown(`the machine paid ${said.outMinor} of ${order.wantMinor} minor units`, said.in, said.out);
  return { outcome: 'partial', in: [], out: said.out, owedMinor: order.wantMinor - said.outMinor, reason };
}

function judgeCollect(order: OrderCase, result: number, said: Said, reason: string): OperationOutcome {
  const { inMinor, outMinor } = said;
  const keptMinor = inMinor - outMinor;
  if (inMinor === 0 && outMinor === 0)
    return result === RESULT.cancelled || result === RESULT.ok
      ? { outcome: 'cancelled', in: [], out: [] }
      : { outcome: 'refused', reason };
  if (keptMinor < 0) return unknown(`${outMinor} came out, ${inMinor} went in`, said.in, said.out);
  if (keptMinor === 0) return { outcome: 'cancelled', in: said.in, out: said.out };
  const isPaid = result !== RESULT.cancelled && inMinor >= order.wantMinor && keptMinor >= order.wantMinor;
  if (isPaid && (result === RESULT.ok || keptMinor === order.wantMinor))
    return { outcome: 'completed', in: said.in, out: said.out };
  if (outMinor === 0 && (inMinor < order.wantMinor || result === RESULT.changeShortKept))
    return { outcome: 'retained', in: said.in, reason };
  const owedMinor = isPaid ? keptMinor - order.wantMinor : keptMinor;
  return { outcome: 'partial', in: said.in, out: said.out, owedMinor, reason };
}

function withoutAnswer(order: OrderCase, moved: ReturnType<typeof compareInventories>): OperationOutcome {
  if (moved === undefined) return unknown('no answer, and the units could not be compared', [], []);
  const into = moved.in;
  const { out } = moved;
  const evidence = `no answer: stock rose by ${sumOf(into)}, fell by ${sumOf(out)}, asked were ${order.wantMinor} minor units`;
  if (into.length === 0 && out.length === 0) {
    if (order.verb === 'collect' ? order.countedMinor > 0 : order.powerDoubt && order.mayHaveBegun)
      return unknown(`${evidence}; ${order.countedMinor} was counted`, [], []);
    return { outcome: 'refused', reason: order.shown ?? 'machine.no-answer' };
  }
  if (order.powerDoubt) return unknown(evidence, into, out);
  if (order.verb === 'dispense' && into.length === 0 && sumOf(out) === order.wantMinor)
    return { outcome: 'completed', in: [], out };
  if (order.verb === 'collect' && out.length === 0 && sumOf(into) >= order.countedMinor)
    return { outcome: 'retained', in: into, reason: 'machine.interrupted' };
  return unknown(evidence, into, out);
}

function disputed(
  order: OrderCase,
  answer: OrderAnswer,
  moved: ReturnType<typeof compareInventories>,
): OperationOutcome {
  const evidence = `the machine said ${sumOf(answer.in)} in and ${sumOf(answer.out)} out (result ${answer.result}), its units say ${sumOf(moved?.in ?? [])} and ${sumOf(moved?.out ?? [])}; asked were ${order.wantMinor}`;
  return unknown(
    evidence,
    moved?.in ?? linesOf(answer.in, 'in', 'stock'),
    moved?.out ?? linesOf(answer.out, 'out', 'stock'),
  );
}

function unknown(evidence: string, into: readonly CashLine[], out: readonly CashLine[]): OperationOutcome {
  return { outcome: 'unknown', evidence, in: into, out };
}

function reasonOf(order: OrderCase, result: number): string {
  return REASONS[result] ?? order.shown ?? 'machine.stopped';
}

/** Net change of each denomination: what came in and went out again leaves no trace in the units. */
function isSameMovement(answer: OrderAnswer, moved: { in: readonly CashLine[]; out: readonly CashLine[] }): boolean {
  const net = new Map<string, number>();
  const add = (all: readonly (Many | CashLine)[], sign: number) => {
    for (const each of all) net.set(keyOf(each), (net.get(keyOf(each)) ?? 0) + sign * each.pieces);
  };
  add(answer.in, 1);
  add(answer.out, -1);
  add(moved.in, -1);
  add(moved.out, 1);
  return [...net.values()].every((pieces) => pieces === 0);
}

/** The answer's pieces, laid where the units say they went: into the box as far as it rose, else into the stock. */
function laid(answer: OrderAnswer, moved: ReturnType<typeof compareInventories>): Said {
  const intoBox = new Map<string, number>();
  for (const line of moved?.in ?? [])
    if (line.place === 'box') intoBox.set(keyOf(line), (intoBox.get(keyOf(line)) ?? 0) + line.pieces);
  const box = answer.in.map((each) => ({ ...each, pieces: Math.min(each.pieces, intoBox.get(keyOf(each)) ?? 0) }));
  const stock = answer.in.map((each, i) => ({ ...each, pieces: each.pieces - (box[i]?.pieces ?? 0) }));
  return {
    in: [...linesOf(stock, 'in', 'stock'), ...linesOf(box, 'in', 'box')],
    out: linesOf(answer.out, 'out', 'stock'),
    inMinor: sumOf(answer.in),
    outMinor: sumOf(answer.out),
  };
}
