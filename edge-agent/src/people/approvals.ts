import { createHash, randomBytes } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { CounterPermission } from '@tillbridge/shared/permissions';
import type { Clock } from '../clock.ts';
import type { People, Person } from './people.ts';

/** An approval that is not used at once was for another moment. */
export const APPROVAL_LASTS_MS = 120_000;
export const APPROVALS_MAX = 64;
const TOKEN_BYTES = 24;

/** What a second person may be asked for, and the right that it takes. */
export const APPROVED_BY = {
  payout: 'payout.approve',
  closing: 'shift.approve',
} as const satisfies Record<string, CounterPermission>;
export type ApprovedAction = keyof typeof APPROVED_BY;

/** One act, named so narrowly that an approval of it is of no use for another. */
export interface Approvable {
  readonly action: ApprovedAction;
  /** Id of the operation, or of the shift. */
  readonly subject: string;
  readonly amountMinor: number;
}

interface Approval extends Approvable {
  readonly by: Person;
  readonly askedBy: string | undefined;
  readonly madeMs: number;
}

export interface Approvals {
  /** Throws `local.pin`, `local.pin-wait`, `local.forbidden`, and `local.same-person` when nobody else approves. */
  give(
    what: Approvable,
    askedBy: Person | undefined,
    second: { readonly number: string; readonly pin: string },
  ): Promise<{ readonly approval: string; readonly by: Person; readonly lastsMs: number }>;
  /** Who approved exactly this, once. Throws `local.approval` for everything else, also for a second use. */
  use(approval: string, what: Approvable, askedBy: Person | undefined): Person;
}

export function openApprovals(
  people: Pick<People, 'identify' | 'current'>,
  clock: Pick<Clock, 'monotonicMs'>,
): Approvals {
  const approvals = new Map<string, Approval>();
  const keyOf = (token: string) => createHash('sha256').update(token).digest('base64url');
  return {
    async give(what, askedBy, { number, pin }) {
      const by = await people.identify(number, pin);
      if (by.id === askedBy?.id) throw new Fault('local.same-person');
      if (!by.permissions.has(APPROVED_BY[what.action]))
        throw new Fault('local.forbidden', { permission: APPROVED_BY[what.action] });
      const now = clock.monotonicMs();
      for (const [key, each] of approvals) if (now - each.madeMs > APPROVAL_LASTS_MS) approvals.delete(key);
      const [oldest] = approvals.keys();
      if (approvals.size >= APPROVALS_MAX && oldest !== undefined) approvals.delete(oldest);
      const approval = `tba_${randomBytes(TOKEN_BYTES).toString('base64url')}`;
      approvals.set(keyOf(approval), { ...what, by, askedBy: askedBy?.id, madeMs: now });
      return { approval, by, lastsMs: APPROVAL_LASTS_MS };
    },
    use(token, what, askedBy) {
      const key = keyOf(token);
      const found = approvals.get(key);
      const by = found === undefined ? undefined : people.current(found.by.id)?.person;
      const fits =
        found !== undefined &&
        clock.monotonicMs() - found.madeMs <= APPROVAL_LASTS_MS &&
        found.action === what.action &&
        found.subject === what.subject &&
        found.amountMinor === what.amountMinor &&
        found.askedBy === askedBy?.id &&
        by?.permissions.has(APPROVED_BY[what.action]) === true;
      if (!fits || by === undefined) throw new Fault('local.approval');
      approvals.delete(key);
      return by;
    },
  };
}
