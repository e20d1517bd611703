import type { CashKind } from '@tillbridge/shared/cash';
import type { CashTransactionBody, FactBody } from '@tillbridge/shared/fact';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { Desk } from './desk.ts';
import type { CashRequest } from './operation.ts';
import type { Records } from './records.ts';

/** The amount follows from what the machine holds, so the same key is the same wish whatever it came to. */
export const ANY_AMOUNT = -1;

type Keyed = CashRequest & { readonly machine?: string };

/** Operations that somebody asked after and that must not begin any more; the oldest were on the line long ago. */
export const WITHDRAWN_MAX = 1_000;

export interface KeyedDesks {
  /** Throws `counter.machine-unknown`. */
  deskOf(machine: string | undefined): Desk;
  /**
   * At most once for each operation id: joins what runs, answers what ended, and asks `begin` only for an id that was
   * never seen; it may still refuse before anything is written. A request that only asks is answered `counter.not-begun`
   * for such an id, which may not begin from then on (`counter.withdrawn`): its own first request can still be on the
   * way, and whoever was told that nothing was begun must not see it begin. Throws `counter.key-reused` and others.
   */
  once(
    kind: CashKind,
    request: Keyed,
    begin: (desk: Desk) => Promise<CashTransactionBody>,
  ): Promise<CashTransactionBody>;
}

export function openKeyed(desks: readonly Desk[], records: Pick<Records, 'findOperation'>): KeyedDesks {
  const withdrawn = new Set<string>();

  function withdraw(operation: string): void {
    withdrawn.add(operation);
    const [oldest] = withdrawn;
    if (withdrawn.size > WITHDRAWN_MAX && oldest !== undefined) withdrawn.delete(oldest);
  }

  function deskOf(machine: string | undefined): Desk {
    const found = machine === undefined ? desks : desks.filter((desk) => desk.machine.id === machine);
    const [desk] = found;
    if (desk === undefined || found.length > 1)
      throw new Fault('counter.machine-unknown', { machines: desks.map((each) => each.machine.id) });
    return desk;
  }

  async function once(
    kind: CashKind,
    request: Keyed,
    begin: (desk: Desk) => Promise<CashTransactionBody>,
  ): Promise<CashTransactionBody> {
    const desk = deskOf(request.machine);
    const running = desk.running();
    if (running?.request.operation === request.operation) {
      requireSame({ ...running.request, machine: desk.machine.id, kind: running.kind }, kind, request);
      return running.ended;
    }
    const earlier = records.findOperation(request.operation);
    if (earlier === undefined) {
      if (withdrawn.has(request.operation)) throw new Fault('counter.withdrawn');
      if (request.onlyRecorded !== true) return begin(desk);
      withdraw(request.operation);
      throw new Fault('counter.not-begun');
    }
    const first = earlier.intended ?? earlier.ended;
    if (first !== undefined) requireSame(first, kind, request);
    if (earlier.ended !== undefined) return earlier.ended;
    // Its record was let go after the cloud had it; nobody may take that for leave to pay again.
    throw new Fault(earlier.open ? 'counter.reconciling' : 'counter.outcome-gone');
  }

  return { deskOf, once };
}

type Earlier = Pick<FactBody<'operation.intended'>, 'machine' | 'kind' | 'amountMinor'> & {
  readonly reference?: string;
  readonly seal?: string;
};

/** The same key for another wish is a mistake of the caller, and must not be answered with the first wish's outcome. */
function requireSame(earlier: Earlier, kind: CashKind, request: Keyed): void {
  // Emptying names an amount in its intent, a collection by hand none: one key cannot mean both.
  const anyAmount = request.amountMinor === ANY_AMOUNT && (kind === 'adjustment' || earlier.amountMinor > 0);
  const same =
    earlier.kind === kind &&
    (anyAmount || earlier.amountMinor === request.amountMinor) &&
    (earlier.seal === undefined || earlier.seal === request.seal) &&
    (request.machine === undefined || earlier.machine === request.machine) &&
    (earlier.reference === undefined || earlier.reference === request.reference);
  if (!same) throw new Fault('counter.key-reused');
}
