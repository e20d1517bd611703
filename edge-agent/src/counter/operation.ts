import { type CashKind, sumLines } from '@tillbridge/shared/cash';
import type { CashTransactionBody, Inventory, Step } from '@tillbridge/shared/fact';
import type { Settlement } from './settle.ts';

/** What a till asks of a machine. The id is the caller's, so that asking twice does it once. */
export interface CashRequest {
  /** Asks what became of an operation and begins nothing: one that was never seen is refused, now and for ever. */
  readonly onlyRecorded?: boolean;
  readonly operation: string;
  readonly amountMinor: number;
  readonly operator?: string;
  readonly reference?: string;
  /** A second person, where the amount takes one. */
  readonly approvedBy?: string;
  readonly seal?: string;
  readonly receiver?: string;
}

/** The part of a request that intent and outcome both carry. */
export function detailsOf({
  operator,
  approvedBy,
  reference,
  seal,
  receiver,
}: Omit<CashRequest, 'operation' | 'amountMinor' | 'onlyRecorded'>) {
  return {
    ...(operator === undefined ? {} : { operator }),
    ...(approvedBy === undefined ? {} : { approvedBy }),
    ...(reference === undefined ? {} : { reference }),
    ...(seal === undefined ? {} : { seal }),
    ...(receiver === undefined ? {} : { receiver }),
  };
}

export interface CountedMachine {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  /** Pieces that should stay in each unit, by its name. */
  readonly par?: Readonly<Record<string, number>>;
  /** Whose choice the pieces of a payout are; without it the machine's. */
  readonly choose?: 'machine' | 'fewest' | 'keep-float' | 'balance-units';
}

/** What an operation did, before it is a fact. */
export interface Performed {
  readonly settlement: Settlement;
  readonly steps: readonly Step[];
  readonly inventory?: Inventory;
}

const STEPS_MAX = 64;
const STEPS_HEAD = 40;
const DETAIL_MAX = 200;

/** The fact's body; where no amount was asked it is what moved. Steps in the order of their times; of too many the middle is left out. */
export function transactionBody(
  machine: CountedMachine,
  kind: CashKind,
  request: CashRequest,
  performed: Performed,
): CashTransactionBody {
  const { settlement, inventory } = performed;
  const lines = [...settlement.lines];
  const [inMinor, outMinor] = [sumLines(lines, 'in'), sumLines(lines, 'out')];
  return {
    machine: machine.id,
    operation: request.operation,
    kind,
    outcome: settlement.outcome,
    currency: machine.currency,
    amountMinor: request.amountMinor > 0 ? request.amountMinor : Math.max(inMinor, outMinor),
    inMinor,
    outMinor,
    owedMinor: settlement.owedMinor,
    lines,
    ...(settlement.reason === undefined ? {} : { reason: settlement.reason }),
    ...detailsOf(request),
    steps: fitted(performed.steps),
    ...(inventory === undefined ? {} : { inventory }),
  };
}

/** The body of an operation that was just carried out, between its intent and its fact. */
export function recordedBody(
  machine: CountedMachine,
  kind: CashKind,
  request: CashRequest,
  performed: Performed,
  at: { readonly since: string; readonly now: string },
): CashTransactionBody {
  const steps = [
    step('journal', 'intent_written', at.since),
    ...performed.steps,
    step('journal', 'fact_stored', at.now, performed.settlement.evidence),
  ];
  return transactionBody(machine, kind, request, { ...performed, steps });
}

export function step(where: Step['where'], code: string, at: string, detail?: string): Step {
  return { at, where, code, ...(detail === undefined || detail === '' ? {} : { detail: detail.slice(0, DETAIL_MAX) }) };
}

function fitted(steps: readonly Step[]): Step[] {
  const ordered = [...steps].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  if (ordered.length <= STEPS_MAX) return ordered;
  return [...ordered.slice(0, STEPS_HEAD), ...ordered.slice(STEPS_HEAD - STEPS_MAX)];
}
